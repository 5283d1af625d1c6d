package io.signalbox.kit.tools.compute;

import io.signalbox.kit.tools.form.Numbers;
import io.signalbox.kit.tools.form.ToolFailure;
import java.math.BigDecimal;

/// Decimal arithmetic with 34 digits, within the bounds of [Numbers].
final class Arithmetic {
  private Arithmetic() {}

  static BigDecimal apply(Expression.Calculate operation, BigDecimal left, BigDecimal right) {
    BigDecimal result =
        switch (operation.operator()) {
          case ADD -> left.add(right, Numbers.PRECISION);
          case SUBTRACT -> left.subtract(right, Numbers.PRECISION);
          case MULTIPLY -> left.multiply(right, Numbers.PRECISION);
          case DIVIDE -> left.divide(divisor(operation.path(), right), Numbers.PRECISION);
          case REMAINDER -> remainder(operation.path(), left, right);
        };
    return inBounds(operation.path(), result);
  }

  private static BigDecimal divisor(String path, BigDecimal number) {
    if (number.signum() == 0) {
      throw new ToolFailure("COMPUTE_FAILED", path + ": expected a divisor other than 0");
    }
    return number;
  }

  /// Exact: the bounds of numbers bound the work, too.
  private static BigDecimal remainder(String path, BigDecimal left, BigDecimal right) {
    return left.remainder(divisor(path, right)).round(Numbers.PRECISION);
  }

  static BigDecimal inBounds(String path, BigDecimal number) {
    if (!Numbers.isInBounds(number)) {
      throw new ToolFailure(
          "COMPUTE_FAILED", path + ": expected a result between 10^-400 and 10^400, or 0");
    }
    return number;
  }
}
