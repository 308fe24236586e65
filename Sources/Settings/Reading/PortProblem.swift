import Files
import Glibc

/// Why a port could not be listened on, for whoever started the program that wanted to.
package struct PortProblem {
  private let place: SocketPlace
  /// What the system said.
  private let code: Int32
  /// Where another place is written down.
  private let setting: String
  /// Who listens on a port.
  private let holder: (UInt16) -> PortHolder?

  /// A problem with a place that stands in a setting.
  package init(
    place: SocketPlace, code: Int32, setting: String, holder: @escaping (UInt16) -> PortHolder? = PortHolder.of
  ) {
    self.place = place
    self.code = code
    self.setting = setting
    self.holder = holder
  }

  /// What keeps it from being listened on, and what to do.
  package var sentence: String {
    let instead = "choose another with --listen, or with \(setting) in kaunta.toml"
    switch code {
    case EADDRINUSE:
      let holder = holder(place.port)?.name(ofAccount: accountName) ?? "another program"
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
