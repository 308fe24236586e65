import Files
import Glibc
import Settings

/// Why a port could not be listened on, for whoever started the program that wanted to.
struct PortProblem {
  let place: SocketPlace
  /// What the system said.
  let code: Int32
  /// Where another place is written down.
  let setting: String

  var sentence: String {
    let instead = "choose another with --listen, or with \(setting) in kaunta.toml"
    switch code {
    case EADDRINUSE:
      let holder = PortHolder.name(of: place.port) ?? "another program"
      return
        "port \(place.port) at \(place.address) is taken: \(holder) listens there. Stop that program, or \(instead)."
    case EACCES, EPERM:
      return
        "port \(place.port) is not open to this account (\(words)): ports below 1024 are for root. The proxy before "
        + "the listener has those; \(instead), from 1024 on."
    case EADDRNOTAVAIL:
      return
        "this machine has no address \(place.address); `ip address` lists those that it has. To be reached from this "
        + "machine alone write 127.0.0.1, else \(instead)."
    case EAFNOSUPPORT, EPROTONOSUPPORT:
      return "this machine does not speak the kind of address that \(place.address) is (\(words)); \(instead)."
    default: return "\(place) cannot be listened on (\(words)); \(instead)."
    }
  }

  private var words: String { Errno(rawValue: code).words }
}

/// Who listens on a port of this machine, as far as this account may see it.
enum PortHolder {
  /// "kaunta (process 4711)", or "a program of cashier1"; nil when nothing tells.
  static func name(of port: UInt16) -> String? {
    for table in ["/proc/net/tcp", "/proc/net/tcp6"] {
      for line in KernelFiles.text(table).split(separator: "\n").dropFirst() {
        // sl local_address rem_address st tx_queue:rx_queue tr:when retrnsmt uid timeout inode
        let words = line.split(separator: " ")
        guard words.count > 9, words[3] == "0A",
          words[1].split(separator: ":").last.map({ UInt16($0, radix: 16) }) == port
        else { continue }
        return process(ofSocket: words[9]) ?? uid_t(words[7]).map { "a program of \(accountName($0))" }
      }
    }
    return nil
  }

  private static func process(ofSocket inode: Substring) -> String? {
    for process in ((try? ByPath.names(in: "/proc")) ?? []).compactMap({ Int32($0) }) {
      let descriptors = "/proc/\(process)/fd"
      for descriptor in (try? ByPath.names(in: descriptors)) ?? []
      where (try? ByPath.target(ofLink: "\(descriptors)/\(descriptor)")) == "socket:[\(inode)]" {
        return KernelFiles.name(ofProcess: process)
      }
    }
    return nil
  }
}
