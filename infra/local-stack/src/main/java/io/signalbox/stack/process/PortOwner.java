package io.signalbox.stack.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The process that listens on a port, read from `/proc`. Other systems, and other users'
/// processes, yield none.
///
/// @param pid its process id
/// @param command its command line, shortened
public record PortOwner(long pid, String command) {

  private static final Path PROC = Path.of("/proc");
  private static final String LISTENING = "0A";
  private static final int COMMAND_LIMIT = 120;

  // Columns of /proc/net/tcp: "sl local_address rem_address st … inode".
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  /// Finds the owner of the listening socket on that port, of whichever address.
  public static Optional<PortOwner> of(int port) {
    var sockets = new HashSet<String>();
    for (var table : List.of("net/tcp", "net/tcp6")) {
      sockets.addAll(listeners(PROC.resolve(table), port));
    }
    return sockets.isEmpty() ? Optional.empty() : ownerOf(sockets);
  }

  private static Set<String> listeners(Path table, int port) {
    var found = new HashSet<String>();
    var suffix = ":%04X".formatted(port);
    try {
      for (var line : Files.readAllLines(table)) {
        var columns = line.trim().split("\\s+", -1);
        if (columns.length > INODE
            && columns[LOCAL_ADDRESS].endsWith(suffix)
            && columns[STATE].equals(LISTENING)) {
          found.add("socket:[" + columns[INODE] + "]");
        }
      }
    } catch (IOException e) {
      return Set.of(); // no such table on this system
    }
    return found;
  }

  private static Optional<PortOwner> ownerOf(Set<String> sockets) {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (var process : processes) {
        if (holdsOneOf(process, sockets)) {
          return Optional.of(
              new PortOwner(Long.parseLong(process.getFileName().toString()), command(process)));
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static boolean holdsOneOf(Path process, Set<String> sockets) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (var descriptor : descriptors) {
        if (sockets.contains(targetOf(descriptor))) {
          return true;
        }
      }
    } catch (IOException e) {
      return false; // ended meanwhile, or another user's
    }
    return false;
  }

  private static String targetOf(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return ""; // closed meanwhile
    }
  }

  private static String command(Path process) {
    try {
      var line = new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.UTF_8);
      var readable = line.replace('\0', ' ').trim();
      return readable.length() <= COMMAND_LIMIT
          ? readable
          : readable.substring(0, COMMAND_LIMIT) + "…";
    } catch (IOException e) {
      return "unknown command";
    }
  }

  @Override
  public String toString() {
    return "process %d (%s)".formatted(pid, command);
  }
}
