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
      let holder = PortHolder.of(place.port)?.name(ofAccount: accountName) ?? "another program"
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
