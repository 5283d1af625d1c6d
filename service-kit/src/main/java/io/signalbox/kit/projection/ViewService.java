package io.signalbox.kit.projection;

import io.signalbox.kit.kafka.WireConfig;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.LifecycleProcessor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// What a service with projections can be asked to do: to serve, or to make its tables again.
public final class ViewService {
  private static final String REBUILD = "rebuild-views";
  private static final String CHECK = "--check";
  private static final int DIFFERENT = 2;

  private ViewService() {}

  /// The `main` of a service: serves, unless the first argument is `rebuild-views`.
  public static void run(Class<?> application, String... arguments) {
    if (arguments.length > 0 && arguments[0].equals(REBUILD)) {
      System.exit(rebuildViews(application, System.out, arguments));
    }
    SpringApplication.run(application, arguments);
  }

  /// Makes the service's tables again from the log, while instances of it may serve.
  ///
  /// @param arguments `rebuild-views`, then `--check` to only compare, then properties as
  ///   `--name=value`
  /// @return the exit code: 0 when the tables are what the log makes of them, if need be by now; 2
  ///   when a check finds that they are not
  public static int rebuildViews(Class<?> application, PrintStream out, String... arguments) {
    List<String> options = Stream.of(arguments).skip(1).toList();
    boolean check = options.contains(CHECK);
    String[] properties =
        options.stream().filter(each -> !each.equals(CHECK)).toArray(String[]::new);
    if (!Arrays.stream(properties).allMatch(each -> each.startsWith("--") && each.contains("="))) {
      throw new IllegalArgumentException(
          "Expected rebuild-views [--check] [--name=value]..., but got " + options);
    }
    try (ConfigurableApplicationContext context = idle(application, properties)) {
      return switch (rebuild(context, out, check)) {
        case SAME -> {
          out.println("The tables are what the log makes of them.");
          yield 0;
        }
        case REPLACED -> {
          out.println("The tables were replaced where they differed.");
          yield 0;
        }
        case DIFFERENT -> {
          out.println("The tables differ from what the log makes of them; nothing was changed.");
          yield DIFFERENT;
        }
      };
    }
  }

  private static ViewRebuild.Outcome rebuild(
      ConfigurableApplicationContext context, PrintStream out, boolean check) {
    List<Projection<?>> projections =
        context
            .getBeanProvider(Projection.class)
            .orderedStream()
            .<Projection<?>>map(each -> each)
            .toList();
    ViewRebuild rebuild =
        new ViewRebuild(
            projections,
            context.getBean(WireConfig.class),
            ViewRetention.all(
                context.getBeanProvider(ViewRetention.class).orderedStream().toList()),
            context.getBean(Clock.class),
            out);
    try (Connection connection = context.getBean(DataSource.class).getConnection()) {
      SingleConnectionDataSource single = new SingleConnectionDataSource(connection, true);
      return rebuild.run(
          new JdbcTemplate(single),
          new TransactionTemplate(new JdbcTransactionManager(single)),
          check);
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot reach the database", e);
    }
  }

  /// The service's context, in which nothing is made before it is asked for and nothing starts: no
  /// streams, no workers, no projections, no migrations, no web server.
  private static ConfigurableApplicationContext idle(Class<?> application, String[] properties) {
    return new SpringApplicationBuilder(application)
        .web(WebApplicationType.NONE)
        .lazyInitialization(true)
        .logStartupInfo(false)
        .properties("logging.level.root=warn")
        .initializers(context ->
            context.getBeanFactory().registerSingleton("lifecycleProcessor", new StartsNothing()))
        .run(properties);
  }

  private static final class StartsNothing implements LifecycleProcessor {
    @Override
    public void onRefresh() {}

    @Override
    public void onClose() {}

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public boolean isRunning() {
      return false;
    }
  }
}
