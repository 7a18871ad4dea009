import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * A real Elasticsearch node in one process, for tests: {@code Node HOME DATA HTTP_PORT TRANSPORT_PORT}.
 *
 * <p>HOME holds the jars, the module for HTTP and the logging configuration; DATA is thrown away with the node. Without
 * the distribution's modules there are no language analyzers, no scripts, and no answer to {@code GET /}.
 */
public final class Node {

  private static final String NAME = "heimathafen-tests";

  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]).toAbsolutePath();
    Path data = Path.of(arguments[1]).toAbsolutePath();
    LogConfigurator.setNodeName(NAME);
    LogConfigurator.configureESLogging();
    Environment environment = new Environment(settings(home, data, arguments[2], arguments[3]), home.resolve("config"));
    LogConfigurator.configure(environment, true);
    var modules = PluginsLoader.loadModulesBundles(home.resolve("modules"));
    var plugins = PluginsLoader.createPluginsLoader(modules, Set.of(), Map.of(), false);
    var node = new org.elasticsearch.node.Node(environment, plugins);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
    node.start();
    Thread.currentThread().join();
  }

  private static Settings settings(Path home, Path data, String httpPort, String transportPort) {
    return Settings.builder()
        .put("path.home", home.toString())
        .put("path.data", data.resolve("data").toString())
        .put("path.logs", data.resolve("logs").toString())
        .put("cluster.name", NAME)
        .put("node.name", NAME)
        .put("discovery.type", "single-node")
        .put("network.host", "127.0.0.1")
        .put("http.port", httpPort)
        .put("transport.port", transportPort)
        // A developer's disk may be fuller than a server's should be.
        .put("cluster.routing.allocation.disk.threshold_enabled", false)
        .build();
  }

  private static void close(org.elasticsearch.node.Node node) {
    try {
      node.close();
    } catch (Exception problem) {
      System.err.println("The node did not end in order: " + problem);
    }
  }
}
