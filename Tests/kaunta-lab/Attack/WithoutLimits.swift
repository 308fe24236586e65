import CallbackListener
import Daraja
import Spool

extension LabHome {
  /// What the shop's own listener would be without what defends it.
  func listenerWithoutLimits() throws -> ListenerSettings {
    let ring = ring
    var settings = ListenerSettings(
      address: "127.0.0.1", port: listenerPort, publicURL: "https://pay.duka.co.ke", environment: "sandbox",
      shortCode: "174379", keys: KeySource(stamp: { "always" }, load: { ring }),
      listedAddresses: try AddressList(["127.0.0.1"]), trustedProxies: .none,
      delivery: SpoolDelivery(try SpoolDirectory(path: home.spoolDirectory)), witness: nil)
    settings.strangers = StrangersAllowance(copiesPerPayment: 1_000_000, bytesPerDay: 1 << 40)
    settings.limits.requestMilliseconds = 3_600_000
    settings.limits.bodyBytes = 1 << 40
    settings.limits.headBytes = 1 << 30
    settings.limits.requestsPerConnection = .max
    settings.limits.strangersInQueue = .max
    // Short, so that strangers fill all of it however fast the disk is.
    settings.limits.storeQueue = 8
    settings.limits.connections = 100_000
    settings.limits.lingerMilliseconds = 3_600_000
    settings.limits.lingerBytes = 1 << 40
    return settings
  }
}
