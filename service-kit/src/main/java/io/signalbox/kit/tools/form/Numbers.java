package io.signalbox.kit.tools.form;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NumericNode;

/// Numbers of tools: decimal, 34 digits, between 10^-400 and 10^400 or 0. A number beyond that
/// could be short to write and endless to work with.
public final class Numbers {
  /// How precisely tools calculate.
  public static final MathContext PRECISION = MathContext.DECIMAL128;

  private static final int MOST_DIGITS = 400;

  private Numbers() {}

  /// The number that a node is; null if it is none, or one out of bounds.
  public static @Nullable BigDecimal of(@Nullable JsonNode node) {
    if (!(node instanceof NumericNode given) || given.isNaN()) {
      return null;
    }
    BigDecimal number = given.decimalValue();
    return isInBounds(number) ? number.round(PRECISION) : null;
  }

  /// Whether tools may work with it.
  public static boolean isInBounds(BigDecimal number) {
    long magnitude = (long) number.precision() - number.scale();
    return number.signum() == 0
        ? Math.abs((long) number.scale()) <= MOST_DIGITS
        : Math.abs(magnitude) <= MOST_DIGITS;
  }

  /// As JSON: without zeros at the end, whole numbers without exponent.
  public static JsonNode json(BigDecimal number) {
    BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    return JsonNodeFactory.instance.numberNode(plain.scale() < 0 ? plain.setScale(0) : plain);
  }
}
