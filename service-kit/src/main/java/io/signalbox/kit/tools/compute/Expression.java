package io.signalbox.kit.tools.compute;

import com.google.re2j.Pattern;
import io.signalbox.kit.tools.form.Template;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What yields a value.
public sealed interface Expression {

  /// Is its own value.
  record Literal(JsonNode value) implements Expression {}

  /// A variable, or a text with variables.
  record Text(Template template) implements Expression {}

  /// A list of what its items yield.
  record Items(List<Expression> items) implements Expression {
    public Items {
      items = List.copyOf(items);
    }
  }

  /// An object of what its members yield, in their order.
  record Members(Map<String, Expression> members) implements Expression {
    public Members {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }

  /// Does something with what its parts yield.
  sealed interface Operation extends Expression {
    /// Where in the tool's definition it stands.
    String path();
  }

  record IfThenElse(String path, Expression condition, Expression then, Expression otherwise)
      implements Operation {}

  /// True if every condition is; looks no further than the first that is not.
  record AllOf(String path, List<Expression> conditions) implements Operation {
    public AllOf {
      conditions = List.copyOf(conditions);
    }
  }

  /// True if one condition is; looks no further than that.
  record AnyOf(String path, List<Expression> conditions) implements Operation {
    public AnyOf {
      conditions = List.copyOf(conditions);
    }
  }

  record Not(String path, Expression condition) implements Operation {}

  record Compare(String path, Relation relation, Expression left, Expression right)
      implements Operation {}

  enum Relation {
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE,
    IN
  }

  /// `{valid, errors}`.
  record Validate(String path, Expression value, List<Rule> rules) implements Operation {
    public Validate {
      rules = List.copyOf(rules);
    }
  }

  /// What a value must be; but for the first, absent values pass.
  sealed interface Rule {
    record Required() implements Rule {}

    record TypeIs(String type) implements Rule {}

    record Min(BigDecimal least) implements Rule {}

    record Max(BigDecimal most) implements Rule {}

    /// How long a string or a list is.
    record Length(long least, long most) implements Rule {}

    /// What a part of a string looks like; linear time, whatever the pattern.
    record Matches(Pattern pattern) implements Rule {}
  }

  /// A list of what `to` yields for each item.
  record MapItems(String path, Expression list, String as, Expression to) implements Operation {}

  /// Those items for which `where` is true.
  record Filter(String path, Expression list, String as, Expression where) implements Operation {}

  /// What a way leads to; null when it leads nowhere.
  record Extract(String path, Expression from, List<String> way) implements Operation {
    public Extract {
      way = List.copyOf(way);
    }
  }

  /// A text, with values of its own beside the variables.
  record Format(String path, Template template, Map<String, Expression> values)
      implements Operation {
    public Format {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /// From the first number on: each next is added to it, subtracted from it …
  record Calculate(String path, Operator operator, List<Expression> of) implements Operation {
    public Calculate {
      of = List.copyOf(of);
    }
  }

  enum Operator {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    REMAINDER
  }

  /// One number for a list.
  ///
  /// @param by the number of an item; null = the item itself
  record Aggregate(
      String path, Function function, Expression list, String as, @Nullable Expression by)
      implements Operation {}

  enum Function {
    SUM,
    AVG,
    MIN,
    MAX,
    COUNT
  }

  record Round(String path, Expression value, int digits, RoundingMode mode) implements Operation {}

  /// The weighted mean of some numbers.
  record Score(String path, List<Criterion> criteria) implements Operation {
    public Score {
      criteria = List.copyOf(criteria);
    }
  }

  /// @param weight more than 0
  record Criterion(Expression value, BigDecimal weight) {}

  /// The items by their scores, each as `{rank, score, item}`; equal scores share a rank.
  record Rank(String path, Expression list, String as, Expression by, boolean descending, int top)
      implements Operation {}

  /// Numbers, stretched and moved so that the least is `low` and the greatest `high`; all `low` if
  /// they are all the same.
  record Normalize(String path, Expression list, BigDecimal low, BigDecimal high)
      implements Operation {}
}
