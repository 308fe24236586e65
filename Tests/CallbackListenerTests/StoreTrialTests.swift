import Daraja
import Files
import Glibc
import Payments
import Spool
import Synchronization
import TestSupport
import Testing

@testable import CallbackListener

/// A trial of the disk, or a callback that is stored, ends the trouble of failures that came before it began, and no
/// others.
@Suite struct StoreTrialTests {
  /// A delivery that does as it is told, and lets something else happen in the middle.
  private final class ToldDelivery: CallbackDelivery {
    private struct State {
      var fails = false
      var meanwhile: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    func set(fails: Bool) { state.withLock { $0.fails = fails } }

    /// Happens in the middle of the next step, once.
    func set(meanwhile: @escaping @Sendable () -> Void) { state.withLock { $0.meanwhile = meanwhile } }

    private func step() throws(SpoolError) {
      let (fails, meanwhile) = state.withLock { state in
        defer { state.meanwhile = nil }
        return (state.fails, state.meanwhile)
      }
      meanwhile?()
      if fails { throw SpoolError.failed(.syncFile, code: EIO) }
    }

    func deliver(_ envelope: SpoolEnvelope) throws(SpoolError) -> Delivery {
      try step()
      return .stored
    }
    func probe() throws(SpoolError) { try step() }
    func note(_ trial: TrialCallback) throws(SpoolError) {}
    func countStrangers(into allowance: inout StrangersAllowance) throws(SpoolError) {}
    func sweepUnfinished(olderThanWallMilliseconds limit: Int64) {}
    func fillReserve() {}
    func publish(_ heartbeat: Heartbeat) throws(SpoolError) {}
  }

  private let delivery = ToldDelivery()
  private let store: CallbackStore

  init() throws {
    let keys = KeySource(stamp: { "always" }, load: { try TagKeyRing(parsing: "active \(firstKey)") })
    let settings = ListenerSettings(
      address: "127.0.0.1", port: 0, publicURL: "https://pay.example", environment: "simulator", shortCode: "174379",
      keys: keys, listedAddresses: try AddressList(safaricomAddresses), trustedProxies: .none, delivery: delivery,
      witness: nil)
    store = CallbackStore(
      settings: settings,
      state: ListenerState(
        settings: settings, keys: try keys.load(), keyStamp: "always", strangers: StrangersAllowance()))
    store.tend()
  }

  private func callback(_ number: Int) throws -> SpoolEnvelope {
    SpoolEnvelope(
      kind: .push, paymentID: try payment(number), peerClass: .listed, peer: "127.0.0.1", keyStatus: .active,
      arrivedWallMilliseconds: store.settings.now().wallMilliseconds, body: Array("{}".utf8))
  }

  private var trouble: Phrase? { store.state.trouble }

  @Test func aTrialThatBeganBeforeAFailureDoesNotEndItsTrouble() throws {
    delivery.set(fails: true)
    #expect(store.store(try callback(1)) == .refused && trouble != nil)
    delivery.set(fails: false)
    delivery.set(meanwhile: failure(of: try callback(2)))
    store.tend()
    #expect(trouble != nil, "the second callback was refused while the trial was under way")
    store.tend()
    #expect(trouble == nil)
  }

  @Test func aCallbackThatWasBegunBeforeAFailureDoesNotEndItsTrouble() throws {
    delivery.set(meanwhile: failure(of: try callback(1)))
    #expect(store.store(try callback(2)) == .accepted)
    #expect(trouble != nil)
    #expect(store.store(try callback(3)) == .accepted && trouble == nil)
  }

  /// Another thread's callback that the disk does not take.
  private func failure(of callback: SpoolEnvelope) -> @Sendable () -> Void {
    { [delivery, store] in
      delivery.set(fails: true)
      #expect(store.store(callback) == .refused)
      delivery.set(fails: false)
    }
  }
}
