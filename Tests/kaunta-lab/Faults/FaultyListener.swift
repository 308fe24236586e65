import CallbackListener
import Daraja
import Payments
import Spool
import TestSupport

/// The listener on a disk that can fail.
final class FaultyListener: Sendable {
  /// The spool as others see it, without faults.
  let spool: SpoolDirectory
  private let ring: TagKeyRing
  private let listener: InProcessListener

  init(directory: String, disk: FaultyDisk) throws {
    ring = try TagKeyRing(parsing: "active 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
    spool = try SpoolDirectory(path: directory + "/spool")
    let ring = ring
    var settings = ListenerSettings(
      address: "127.0.0.1", port: 0, publicURL: "https://pay.example", environment: "simulator", shortCode: "174379",
      keys: KeySource(stamp: { "always" }, load: { ring }), listedAddresses: .none, trustedProxies: .none,
      delivery: SpoolDelivery(try SpoolDirectory(path: directory + "/spool", calls: disk.calls)),
      witness: try WitnessLog(path: directory + "/witness", calls: disk.calls))
    // Heartbeats, and looks whether the disk is well again, would use up faults that are meant for the callback.
    settings.limits.heartbeatMilliseconds = 3_600_000
    settings.limits.troubleLookMilliseconds = 3_600_000
    listener = try InProcessListener(settings)
  }

  var port: Int { listener.port }

  func stop() { listener.stop() }

  func path(_ id: PaymentID) -> String {
    CallbackAddress.path(id, ring.tag(for: id, environment: "simulator", shortCode: "174379"))
  }

  /// Sends one callback on a connection of its own; nil when there was no answer.
  func deliver(_ body: String, for id: PaymentID) throws -> Int? {
    let socket = try LoopbackSocket(port: port)
    socket.send(PlainRequest.post(path(id), body, more: "Connection: close\r\n"))
    return socket.answer()?.status
  }
}
