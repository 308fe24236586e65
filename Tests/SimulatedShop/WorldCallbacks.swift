import CanonicalJSON
import Daraja
import DarajaSimulator
import Payments

/// Callbacks on their way, and those who send what they should not.
extension World {
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
    guard listener != nil else {
      counts.callbacksLost += 1
      note("a callback finds no listener")
      daraja.recordDelivery(.unanswered)
      return
    }
    noteTiming(of: delivery)
    let outcome = post(url: delivery.url, body: delivery.body, peerAddress: delivery.peerAddress)
    if outcome == .wrongTag {
      violate(.genuineTurnedAway, "a genuine callback was answered 404: no key made its tag")
    }
    if case .stored(_, under: let status)? = outcome, status != .active { counts.callbacksUnderOldKeys += 1 }
    daraja.recordDelivery(.answered(status: outcome?.status ?? 503))
  }

  /// The listener answers; a desk that watches the spool hears of what was stored.
  private func post(url: String, body: [UInt8], peerAddress: String) -> SimulatedListener.Outcome? {
    guard var listener else { return nil }
    let breaksOff = weatherStrikes(\.deliveryTorn)
    listener.tend(keyFile: keys, spool: spool, at: clock.now())
    let outcome = listener.post(
      url: url, body: body, peer: peerAddress == CallbackDelivery.listedAddress ? .listed : .unlisted, spool: spool,
      breaksOff: breaksOff, at: clock.now())
    self.listener = listener
    note("the listener answers a callback\(Self.words(of: body, url)) with \(outcome.status)")
    if outcome == .refused { counts.callbacksRefused += 1 }
    guard case .stored = outcome else { return outcome }
    counts.callbacksDelivered += 1
    for (index, desk) in desks.enumerated() {
      guard let process = desk.process, desk.isReady, !weatherStrikes(\.noticeLost) else { continue }
      plan(.deskWorks(index, process: process.number, .turn(after: nil)), in: 1...60)
    }
    return outcome
  }

  private func noteTiming(of delivery: CallbackDelivery) {
    if let prompt = daraja.history.prompts.last(where: { $0.checkoutRequestID == delivery.checkoutRequestID }),
      now - prompt.atMilliseconds > 60_000
    {
      counts.callbacksAfterPromptsLife += 1
    }
    guard let id = Self.paymentID(inURL: delivery.url), let payment = ledger.summary(of: id)
    else { return }
    if payment.status.standing == .sending { counts.callbacksBeforeAcknowledgement += 1 }
    if payment.status.standing == .notPaid, delivery.resultCode == "0" { counts.callbacksAfterFailure += 1 }
  }

  /// Whose callback it is and what it says, for the story.
  private static func words(of body: [UInt8], _ url: String) -> String {
    guard let id = paymentID(inURL: url), case .success(let report) = CallbackDecoder.decode(body: body) else {
      return ""
    }
    return " for \(id.short), code \(report.resultCode.rawValue)"
  }

  static func paymentID(inURL url: String) -> PaymentID? {
    CallbackAddress.parse(String(url.dropFirst(publicURL.count)))?.paymentID
  }

  func setListener(_ isUp: Bool) {
    if isUp == (listener != nil) { return }
    note(isUp ? "the listener is up" : "the listener is down")
    if isUp {
      listener = SimulatedListener(
        keys: keys, shortCode: account.receiver.businessShortCode.digits, startedAt: clock.now())
      spool.fillReserve()
    } else {
      lastHeartbeat = listener?.heartbeat
      listener = nil
    }
  }

  /// Somebody claims that a payment was paid: with a guessed tag, with one that leaked, or with a key that leaked and
  /// is known to have.
  func forge() {
    let open = ledger.allPayments.filter { $0.status.standing != .paid }
    guard listener != nil, !open.isEmpty else { return }
    let payment = random.pick(open)
    let knowsTag = random.happens(perThousand: 500)
    let leaked = keys.keys.first { $0.status == .suspect }.flatMap { key in
      TagKey(bytes: key.bytes, status: .active).flatMap { TagKeyRing([$0]) }
    }
    let guessed = CallbackTag(hex: String(repeating: "a", count: 32))
    let known = (leaked ?? keys).tag(for: payment.id, environment: "simulator", shortCode: shortCode)
    guard let tag = knowsTag ? known : guessed else { return }
    // A key that the listener knows to have leaked is no proof, wherever its tags come from.
    listener?.tend(keyFile: keys, spool: spool, at: clock.now())
    let isKnown = listener?.heartbeat.keyFingerprints.contains(keys.active.fingerprint) ?? false
    let isListed = leaked != nil && isKnown && random.happens(perThousand: 500)
    note("somebody forges a callback for \(payment.id.short)\(leaked == nil ? "" : " with the leaked key")")
    let prompt = payment.status.attempt.checkoutRequestID?.rawValue ?? "ws_CO_24112026080000000712345678"
    let outcome = post(
      url: Self.publicURL + CallbackAddress.path(payment.id, tag),
      body: claim(ofPaying: payment.amount, prompt: prompt, receipt: "FORGED\(1000 + random.below(9000))"),
      peerAddress: isListed ? CallbackDelivery.listedAddress : CallbackDelivery.unlistedAddress)
    if case .stored? = outcome {
      counts.forgeriesStored += 1
      if leaked != nil { counts.forgeriesUnderLeakedKey += 1 }
    } else {
      counts.forgeriesTurnedAway += 1
    }
  }

  /// A genuine address for a payment that this ledger does not know, as after a restore.
  func strangersCallback() {
    guard listener != nil, let amount = Shillings(100) else { return }
    let id = identifiers.paymentID(at: clock.now())
    note("a callback comes for a payment that nobody knows")
    _ = post(
      url: Self.publicURL
        + CallbackAddress.path(id, keys.tag(for: id, environment: "simulator", shortCode: shortCode)),
      body: claim(
        ofPaying: amount, prompt: "ws_CO_\(random.below(1_000_000))", receipt: "STRANGE\(100 + random.below(900))"),
      peerAddress: CallbackDelivery.listedAddress)
  }

  var shortCode: String { account.receiver.businessShortCode.digits }

  private func claim(ofPaying amount: Shillings, prompt: String, receipt: String) -> [UInt8] {
    StatedCallback(code: "0", prompt: prompt, amount: amount.count, receipt: receipt).body
  }
}
