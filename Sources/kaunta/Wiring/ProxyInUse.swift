import CommandText
import Daraja
import Glibc
import Settings

/// The proxy that requests to Safaricom go through, and where it is named.
struct ProxyInUse {
  var address: ProxyAddress
  /// The setting or variable.
  var place: String
}

extension ShopSettings {
  /// The proxy on the way to Safaricom, and where it is named.
  func proxyInUse() throws(CommandFailure) -> ProxyInUse? {
    switch ProxyChoice.choose(proxy, baseURL: baseURL, environment: { getenv($0).map { String(cString: $0) } }) {
    case .none: return nil
    case .proxy(let address, let place): return ProxyInUse(address: address, place: place)
    case .unreadable(let place):
      throw fail(
        "\(place) is no address of a proxy; write http://HOST:PORT, or daraja.proxy = \"none\" in kaunta.toml.",
        Exit.settings)
    }
  }
}
