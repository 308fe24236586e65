import Daraja
import Payments

/// The shop's own public address, tried as Safaricom uses it.
package final class PublicAddress: Sendable {
  private let url: String
  private let exchanger: Exchanger

  /// An address; ``close()`` before letting go of it.
  ///
  /// - Parameters:
  ///   - url: what stands before `/c/`.
  ///   - proxy: the way out of the shop's network, if there is one.
  package init(url: String, proxy: ProxyAddress?, wallMilliseconds: @escaping @Sendable () -> Int64) {
    self.url = url
    var settings = ClientSettings(baseURL: url, totalMilliseconds: 15_000, answerBytes: 65_536, proxy: proxy)
    settings.connectMilliseconds = 5_000
    exchanger = Exchanger(settings: settings, wallMilliseconds: wallMilliseconds)
  }

  /// Posts once to a path behind it, held to a certificate that this machine believes.
  package func post(_ path: String, _ body: String) -> Result<HTTPAnswer, TransportFailure> {
    exchanger.exchange(
      OutgoingRequest(
        method: .POST, url: url + path, headers: [("Content-Type", "application/json")], body: Array(body.utf8)))
  }

  /// When its certificate ends; nil when it shows none.
  package func certificateEndWallMilliseconds() -> Int64? {
    guard url.hasPrefix("https://") else { return nil }
    return exchanger.validityOfCertificate().map { $0.upperBound * 1_000 }
  }

  /// Lets go of the network's thread.
  package func close() { exchanger.close() }
}
