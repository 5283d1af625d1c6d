package io.signalbox.edge.hsafa.problem;

/// A problem that a controller has found.
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /// @param problem what the client gets
  public ProblemException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  /// A problem with nothing but a code and a sentence.
  public static ProblemException of(ProblemCode code, String detail) {
    return new ProblemException(Problem.of(code, detail));
  }

  Problem problem() {
    return problem;
  }
}
