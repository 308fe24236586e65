import Daraja
import Payments
import Spool
import Testing

@testable import CallbackListener

/// The shop's own callback to itself: it goes the way of a callback, and can never be one.
@Suite(.serialized) struct TrialTests {
  private static func path(
    _ id: PaymentID, _ listener: RunningListener, use: TagUse = .trial
  ) throws -> String {
    let settings = listener.settings
    return CallbackAddress.path(
      id,
      try settings.keys.load().tag(
        for: id, use: use, environment: settings.environment, shortCode: settings.shortCode))
  }

  private static func id(_ listener: RunningListener, minutesAgo: Int64 = 0) -> PaymentID {
    PaymentID(
      wallMilliseconds: listener.settings.now().wallMilliseconds - minutesAgo * 60_000, randomHigh: 7, randomLow: 9)
  }

  @Test func aTrialIsStoredWhereNobodyTakesItForACallback() async throws {
    try await withListener { listener in
      let id = Self.id(listener)
      let path = try Self.path(id, listener)
      let body = #"{"Body":{"stkCallback":{"ResultCode":0}}}"#
      for _ in 0..<2 {
        let answer = try await listener.talk { socket in
          socket.send(post(path, body))
          return try socket.answer()
        }
        #expect(answer.status == 200)
      }
      #expect(try listener.spool.scan().isEmpty)
      #expect(try listener.storedFiles() == 0)
      let listing = try listener.spool.listing()
      #expect(listing.strays.isEmpty && listing.newerKinds.isEmpty)
      let witness = try WitnessLog(path: listener.directory + "/witness")
      #expect(try witness.days().flatMap { try witness.entries(on: $0).entries }.isEmpty)
      #expect(listener.heartbeat()?.lastCallbackAt == nil)
      let trial = try #require(try listener.spool.takeTrial(id))
      #expect(trial.peer == "127.0.0.1")
      #expect(try listener.spool.takeTrial(id) == nil, "it is taken once")
    }
  }

  /// A listener that hung may store it when nobody waits any more.
  @Test func aTrialThatCameTooLateIsClearedAwayByTheNext() async throws {
    try await withListener { listener in
      let late = Self.id(listener, minutesAgo: 11)
      let then = listener.settings.now().advanced(byMilliseconds: -660_000)
      try listener.spool.note(try #require(TrialCallback(late, from: .unlisted, nil, at: then)))
      #expect(try listener.spool.takeTrial(Self.id(listener)) == nil)
      #expect(try listener.spool.takeTrial(late) == nil)
    }
  }

  @Test func aTrialOfAnotherTimeIsUnknown() async throws {
    try await withListener { listener in
      for minutes: Int64 in [11, -11] {
        let path = try Self.path(Self.id(listener, minutesAgo: minutes), listener)
        let status = try await listener.talk { socket in
          socket.send(post(path, "{}"))
          return try socket.answer().status
        }
        #expect(status == 404)
      }
    }
  }

  @Test func aTagForOneUseIsNoneForTheOther() async throws {
    try await withListener(keys: "active \(firstKey)\nsuspect \(secondKey)") { listener in
      let settings = listener.settings
      let keys = try settings.keys.load()
      let id = Self.id(listener)
      let rule = settings.rule
      let trial = try Self.path(id, listener)
      #expect(rule.decide(method: "POST", path: trial, contentLength: "2", keys: keys) == .trial(id))
      #expect(rule.decide(method: "GET", path: trial, contentLength: nil, keys: keys) == .notFound(id))
      let payment = try Self.path(id, listener, use: .payment)
      #expect(rule.decide(method: "POST", path: payment, contentLength: "2", keys: keys) == .accept(id, .active))
      // Whoever has a key that leaked makes no trials.
      let leaked = try TagKeyRing(parsing: "active \(secondKey)")
      let forged = leaked.tag(
        for: id, use: .trial, environment: settings.environment, shortCode: settings.shortCode)
      #expect(
        rule.decide(method: "POST", path: CallbackAddress.path(id, forged), contentLength: "2", keys: keys)
          == .notFound(id))
    }
  }
}
