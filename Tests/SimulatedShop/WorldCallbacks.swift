import CanonicalJSON
import Daraja
import DarajaSimulator
import Payments

/// Callbacks on their way, and those who send what they should not.
extension World {
  var listener: SimulatedListener {
    SimulatedListener(
      keys: keys, environment: .simulator, shortCode: account.receiver.businessShortCode.digits,
      publicURL: Self.publicURL, spool: spool)
  }

  func callbackLeaves(_ delivery: CallbackDelivery) {
    if weatherStrikes(\.callbackLost) {
      counts.callbacksLost += 1
      note("a callback gets lost on the way")
      return
    }
    var travel = random.milliseconds(40...1_500)
    if weatherStrikes(\.callbackLate) { travel = random.milliseconds(65_000...400_000) }
    plan(.callbackArrives(delivery), inMilliseconds: travel)
    if weatherStrikes(\.callbackDoubled) {
      counts.callbacksDoubled += 1
      plan(.callbackArrives(delivery), inMilliseconds: travel + random.milliseconds(1...90_000))
    }
  }

  func callbackArrives(_ delivery: CallbackDelivery) {
    guard isListenerUp else {
      counts.callbacksLost += 1
      note("a callback finds no listener")
      daraja.recordDelivery(.unanswered)
      return
    }
    noteTiming(of: delivery)
    let status = post(url: delivery.url, body: delivery.body, peerAddress: delivery.peerAddress)
    daraja.recordDelivery(.answered(status: status))
  }

  /// The listener answers; a desk that watches the spool hears of what was stored.
  private func post(url: String, body: [UInt8], peerAddress: String) -> Int {
    let status = listener.post(url: url, body: body, peerAddress: peerAddress)
    note("the listener answers a callback with \(status)")
    guard status == 200 else { return status }
    counts.callbacksDelivered += 1
    for (index, desk) in desks.enumerated() {
      guard let process = desk.process, desk.isReady, !weatherStrikes(\.noticeLost) else { continue }
      plan(.deskWorks(index, process: process.number, .poll(repeats: false)), in: 1...60)
    }
    return status
  }

  private func noteTiming(of delivery: CallbackDelivery) {
    if let prompt = daraja.book.prompts.last(where: { $0.checkoutRequestID == delivery.checkoutRequestID }),
      now - prompt.atMilliseconds > 60_000
    {
      counts.callbacksAfterPromptsLife += 1
    }
    guard let id = Self.paymentID(inURL: delivery.url), let payment = ledger.allPayments.first(where: { $0.id == id })
    else { return }
    if payment.status.standing == .sending { counts.callbacksBeforeAcknowledgement += 1 }
    if payment.status.standing == .notPaid, delivery.resultCode == "0" { counts.callbacksAfterFailure += 1 }
  }

  static func paymentID(inURL url: String) -> PaymentID? {
    CallbackAddress.parse(String(url.dropFirst(publicURL.count)))?.paymentID
  }

  func setListener(_ isUp: Bool) {
    if isUp == isListenerUp { return }
    note(isUp ? "the listener is back" : "the listener is down")
    isListenerUp = isUp
    listenerDownSince = isUp ? nil : now
  }

  /// Somebody claims that a payment was paid: with a guessed tag, or with one that leaked, from an address of nobody's.
  func forge() {
    let open = ledger.allPayments.filter { $0.status.standing != .paid }
    guard isListenerUp, !open.isEmpty else { return }
    let payment = random.pick(open)
    let knowsTag = random.happens(perThousand: 500)
    let guessed = CallbackTag(hex: String(repeating: "a", count: 32))
    guard let tag = knowsTag ? tag(for: payment.id) : guessed else { return }
    note("somebody forges a callback for \(payment.id.short)")
    let prompt = payment.status.checkoutRequestID?.rawValue ?? "ws_CO_24112026080000000712345678"
    let status = post(
      url: Self.publicURL + CallbackAddress.path(payment.id, tag),
      body: claim(ofPaying: payment.amount, prompt: prompt, receipt: "FORGED\(1000 + random.below(9000))"),
      peerAddress: CallbackDelivery.unlistedAddress)
    if status == 200 { counts.forgeriesStored += 1 } else { counts.forgeriesTurnedAway += 1 }
  }

  /// A genuine address for a payment that this ledger does not know, as after a restore.
  func strangersCallback() {
    guard isListenerUp, let amount = Shillings(100) else { return }
    let id = identifiers.paymentID(at: clock.now())
    note("a callback comes for a payment that nobody knows")
    _ = post(
      url: Self.publicURL + CallbackAddress.path(id, tag(for: id)),
      body: claim(
        ofPaying: amount, prompt: "ws_CO_\(random.below(1_000_000))", receipt: "STRANGE\(100 + random.below(900))"),
      peerAddress: CallbackDelivery.listedAddress)
  }

  private func tag(for id: PaymentID) -> CallbackTag {
    keys.tag(for: id, environment: "simulator", shortCode: account.receiver.businessShortCode.digits)
  }

  private func claim(ofPaying amount: Shillings, prompt: String, receipt: String) -> [UInt8] {
    StatedCallback(code: "0", prompt: prompt, amount: amount.count, receipt: receipt).body
  }
}
