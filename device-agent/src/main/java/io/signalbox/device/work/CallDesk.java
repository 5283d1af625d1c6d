package io.signalbox.device.work;

import io.signalbox.device.call.Call;
import io.signalbox.device.call.CallEntry;
import io.signalbox.device.call.CallRequest;
import io.signalbox.device.call.Lease;
import io.signalbox.device.call.Outcome;
import io.signalbox.device.config.Limits;
import io.signalbox.device.journal.Journal;
import io.signalbox.device.link.Device;
import io.signalbox.device.link.Incoming;
import io.signalbox.device.link.Line;
import io.signalbox.device.link.Registration;
import io.signalbox.device.tool.Tools;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides what happens to each call: a new one is executed, a repeated one is not, a canceled one
/// is ended. What has happened is in the journal before anybody is told, so each call is executed
/// at most once, and answered whatever becomes of this process.
public final class CallDesk implements Device, Execution.Owner {
  private static final Logger LOGGER = LoggerFactory.getLogger(CallDesk.class);

  private static final int MOST_HELD =
      400; // with 128 characters each, they fit into a registration
  private static final Duration LONGEST_STOP = Duration.ofSeconds(6);

  private final Function<List<String>, Registration> introduction;
  private final Journal journal;
  private final Tools tools;
  private final Executions executions;
  private final Reporter reporter;
  private boolean stopping;

  private CallDesk(
      Function<List<String>, Registration> introduction,
      Journal journal,
      Tools tools,
      Executions executions,
      Reporter reporter) {
    this.introduction = introduction;
    this.journal = journal;
    this.tools = tools;
    this.executions = executions;
    this.reporter = reporter;
  }

  /// A desk over a journal.
  ///
  /// @param introduction what to say when connecting, given the ids of the calls that are held
  /// @param timers stop what takes too long
  public static CallDesk of(
      Function<List<String>, Registration> introduction,
      Journal journal,
      Tools tools,
      Limits limits,
      ScheduledExecutorService timers) {
    InstantSource clock = InstantSource.system();
    return new CallDesk(
        introduction, journal, tools, new Executions(limits, timers, clock), new Reporter(clock));
  }

  /// Takes up what the process before this one has left: what it had begun is answered honestly,
  /// what it had not is done.
  public synchronized void recover() {
    for (Call call : journal.held()) {
      switch (call) {
        case Call.Running running -> finish(running.request(), Failures.interrupted());
        case Call.Waiting waiting -> dispatch(waiting.request());
        case Call.Finished _, Call.Settled _ -> {} // said on the next connection
      }
    }
  }

  @Override
  public synchronized Registration registration() {
    return introduction.apply(
        journal.held().stream().map(call -> call.request().callId()).toList());
  }

  @Override
  public synchronized void connected(Line line, boolean acks) {
    reporter.connected(line, acks);
    journal.held().forEach(this::report);
  }

  @Override
  public synchronized void disconnected() {
    reporter.disconnected();
  }

  /// Says of each call that is in hand that it is, and results again that nobody has acknowledged.
  public synchronized void remind() {
    for (Call call : journal.held()) {
      if (!(call instanceof Call.Finished) || reporter.isDue(call.request().callId())) {
        report(call);
      }
    }
  }

  @Override
  public synchronized void received(Incoming frame) {
    switch (frame) {
      case Incoming.Requested requested -> requested(requested.request());
      case Incoming.Unreadable unreadable ->
          answer(unreadable.request(), Failures.unreadable(unreadable.reason()));
      case Incoming.Cancel cancel -> cancel(cancel);
      case Incoming.Acknowledged acknowledged -> acknowledged(acknowledged.callId());
      case Incoming.Refused refused -> refused(refused);
      case Incoming.Registered _, Incoming.Pong _ -> {}
      case Incoming.Unknown unknown ->
          LOGGER.atWarn().log("the edge sent something unknown: {}", unknown.type());
    }
  }

  private void requested(CallRequest request) {
    Call known = journal.find(request.callId()).orElse(null);
    if (known == null) {
      accept(request);
    } else if (known.request().lease().equals(request.lease())) {
      report(known);
    } else {
      report(journal.append(new CallEntry.Received(request)));
    }
  }

  private void accept(CallRequest request) {
    if (journal.held().size() >= MOST_HELD) {
      answer(request, Failures.busy("%d results wait to be acknowledged".formatted(MOST_HELD)));
      return;
    }
    journal.append(new CallEntry.Received(request));
    dispatch(request);
  }

  private void dispatch(CallRequest request) {
    var tool = tools.find(request.toolName());
    if (executions.isOverdue(request)) {
      finish(request, Failures.overdue(request));
    } else if (tool.isEmpty()) {
      finish(request, Failures.unknownTool(request, tools.names()));
    } else if (executions.isFull()) {
      finish(request, Failures.busy("as many calls as it takes run or wait"));
    } else {
      executions.submit(request, tool.get(), this);
    }
  }

  @Override
  public synchronized boolean begin(Execution execution) {
    CallRequest request = execution.request();
    if (stopping) {
      abandon(execution);
      return false;
    }
    if (executions.isOverdue(request)) {
      end(execution, Failures.overdue(request));
      return false;
    }
    journal.append(new CallEntry.Started(request.callId()));
    executions.begun(execution);
    return true;
  }

  @Override
  public synchronized void end(Execution execution, Outcome outcome) {
    executions.over(execution);
    finish(execution.request(), outcome);
  }

  @Override
  public synchronized void abandon(Execution execution) {
    executions.over(execution);
  }

  private void finish(CallRequest request, Outcome outcome) {
    Call finished = journal.append(new CallEntry.Finished(request.callId(), outcome));
    LOGGER
        .atInfo()
        .addKeyValue("runId", request.runId())
        .addKeyValue("callId", request.callId())
        .addKeyValue("tool", request.toolName())
        .addKeyValue("outcome", outcome instanceof Outcome.Failed failed ? failed.code() : "OK")
        .log("a call is over");
    report(finished);
  }

  private void cancel(Incoming.Cancel cancel) {
    executions
        .find(cancel.callId())
        .ifPresentOrElse(
            execution -> {
              execution.stop(Execution.Stop.CANCELED);
              Thread.ofVirtual().name("cancel").start(() -> confirmAfter(execution, cancel));
            },
            () -> confirm(cancel));
  }

  private void confirmAfter(Execution execution, Incoming.Cancel cancel) {
    try {
      execution.await(LONGEST_STOP);
      confirmUnlessStopped(cancel);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  // Where it was stopped, that was reported as what came of the call.
  private synchronized void confirmUnlessStopped(Incoming.Cancel cancel) {
    if (!journal.find(cancel.callId()).map(Call::isCanceled).orElse(false)) {
      confirm(cancel);
    }
  }

  private void confirm(Incoming.Cancel cancel) {
    Call call = journal.find(cancel.callId()).orElse(null);
    if (call instanceof Call.Finished) {
      report(call);
    }
    Lease lease = call == null ? cancel.lease() : call.request().lease();
    reporter.canceled(cancel.runId(), cancel.callId(), lease, call == null || call.isCanceled());
  }

  private void refused(Incoming.Refused refused) {
    String callId = refused.callId();
    LOGGER
        .atWarn()
        .addKeyValue("callId", callId)
        .addKeyValue("code", refused.code())
        .log("the edge did not take a frame: {}", refused.error());
    if (callId == null) {
      return;
    }
    if (refused.passes()) {
      reporter.forget(callId);
    } else {
      acknowledged(callId);
    }
  }

  private synchronized void acknowledged(String callId) {
    reporter.forget(callId);
    if (journal.find(callId).orElse(null) instanceof Call.Finished) {
      journal.append(new CallEntry.Acknowledged(callId));
    }
  }

  private void report(Call call) {
    switch (call) {
      case Call.Waiting waiting -> reporter.progress(waiting.request());
      case Call.Running running -> reporter.progress(running.request());
      case Call.Finished over when over.isCanceled() ->
          reporter.stopped(over.request(), this::acknowledged);
      case Call.Finished over -> answer(over.request(), over.outcome());
      case Call.Settled over -> answer(over.request(), over.outcome());
    }
  }

  private void answer(CallRequest request, Outcome outcome) {
    reporter.result(request, outcome, this::acknowledged);
  }

  /// Begins nothing more, waits so long for what runs, then ends it. What was not begun or was
  /// ended is for [#recover] to take up.
  public void stop(Duration grace) throws InterruptedException {
    List<Execution> left = refrain();
    long until = System.nanoTime() + grace.toNanos();
    for (Execution execution : left) {
      execution.await(Duration.ofNanos(until - System.nanoTime()));
    }
    left.forEach(execution -> execution.stop(Execution.Stop.SHUTDOWN));
    for (Execution execution : left) {
      execution.await(LONGEST_STOP);
    }
  }

  private synchronized List<Execution> refrain() {
    stopping = true;
    List<Execution> left = executions.all();
    for (Execution execution : left) {
      if (journal.find(execution.request().callId()).orElse(null) instanceof Call.Waiting) {
        execution.stop(Execution.Stop.SHUTDOWN);
      }
    }
    return left;
  }
}
