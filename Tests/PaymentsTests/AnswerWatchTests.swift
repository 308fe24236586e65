import Payments
import Testing

/// "Answers are not reaching us": raised when it is true, and only then.
@Suite struct AnswerWatchTests {
  private struct Impossible: Error {}
  private static let start = Moment(wallMilliseconds: 1_795_518_120_000, bootMilliseconds: 5_000_000, bootID: "boot")
  /// Nine in ten within 31 s.
  private static let quick = ShopPace(milliseconds: (1...10).map { $0 == 10 ? 60_000 : min($0 * 4_000, 31_000) })

  private func at(_ seconds: Int64) -> Moment { Self.start.advanced(byMilliseconds: seconds * 1_000) }

  private func waiting(
    _ acceptedAt: Int64..., change: (inout PaymentStatus) -> Void = { _ in }
  ) throws
    -> [PaymentSummary]
  {
    try acceptedAt.map { seconds in
      var status = PaymentStatus(.waiting(since: at(seconds)))
      change(&status)
      guard let till = Till(2), let amount = Shillings(50) else { throw Impossible() }
      let id = PaymentID(
        wallMilliseconds: at(seconds).wallMilliseconds, randomHigh: 0, randomLow: UInt64(seconds + 999))
      return PaymentSummary(
        id: id, number: 1, day: EastAfricaTime(at(seconds)).businessDay, till: till, cashier: "amina", phone: nil,
        amount: amount, reference: "1", sale: id, recordedAt: at(seconds), status: status, position: 1)
    }
  }

  /// A heartbeat just before a second, by a listener that stored its newest callback then.
  private func watch(
    _ payments: [PaymentSummary], lastCallback: Int64?, pace: ShopPace? = quick, at seconds: Int64
  ) -> AnswerWatch {
    let pulse = ListenerPulse(writtenAt: at(seconds - 5), lastCallbackAt: lastCallback.map(at))
    return AnswerWatch(pulse, waiting: payments, pace: pace, at: at(seconds))
  }

  @Test func aQuietMinuteAndThenThreeCustomersAreNoTrouble() throws {
    let three = try waiting(100, 102, 104)
    for seconds in Int64(104)...131 {
      #expect(!watch(three, lastCallback: 10, at: seconds).answersAreMissing, "\(seconds)")
    }
  }

  @Test func itIsRaisedOnceTheirAnswersAreOverdue() throws {
    let three = try waiting(100, 102, 104)
    #expect(!watch(three, lastCallback: 10, at: 159).answersAreMissing, "nobody waited for a minute yet")
    let told = watch(three, lastCallback: 10, at: 160)
    #expect(told.answersAreMissing && told.callbacksLookBroken && !told.listenerIsSilent)
    #expect(watch(three, lastCallback: nil, at: 160).answersAreMissing)
    #expect(!watch(try waiting(100, 102), lastCallback: 10, at: 160).answersAreMissing, "two say nothing")
  }

  @Test func withoutAPaceThePromptsLifeIsGiven() throws {
    let three = try waiting(100, 102, 104)
    #expect(!watch(three, lastCallback: 10, pace: nil, at: 163).answersAreMissing)
    #expect(watch(three, lastCallback: 10, pace: nil, at: 164).answersAreMissing)
    let fast = ShopPace(milliseconds: Array(repeating: 4_000, count: 10))
    #expect(!watch(try waiting(100, 140, 150), lastCallback: 10, pace: fast, at: 170).answersAreMissing, "a floor")
  }

  @Test func anAnswerToAnybodyShowsThatTheyArrive() throws {
    let three = try waiting(100, 102, 104)
    #expect(!watch(three, lastCallback: 150, at: 250).answersAreMissing, "these customers are slow, or gone")
    #expect(watch(three + (try waiting(160, 161, 162)), lastCallback: 150, at: 230).answersAreMissing)
  }

  @Test func whatNobodyCountsOnAndWhatIsOldSaysNothing() throws {
    for note in [\PaymentStatus.notes.sentToWrongNumber, \.notes.paysAnotherWay] {
      let watched = try waiting(100, 102) { $0[keyPath: note] = true }
      #expect(!watch(watched + (try waiting(104)), lastCallback: 10, at: 300).answersAreMissing)
    }
    #expect(!watch(try waiting(100, 102, 104), lastCallback: 10, at: 702).answersAreMissing)
  }

  @Test func aStrangersAnswerIsNone() throws {
    let stranger = try waiting(102) { status in
      status.attempt.acceptedAt = at(102)
      status.state = .held(.idsDiffer, stating: nil, at: at(110))
      status.onlyStrangersAnswered = true
    }
    #expect(watch(try waiting(100, 104) + stranger, lastCallback: 10, at: 200).answersAreMissing)
    let answered = try waiting(102) { $0.state = .held(.idsDiffer, stating: nil, at: at(110)) }
    #expect(!watch(try waiting(100, 104) + answered, lastCallback: 10, at: 200).answersAreMissing)
  }

  @Test func withoutAFreshHeartbeatNobodySaysThatAnswersAreTaken() throws {
    let silent = AnswerWatch(nil, waiting: [], pace: nil, at: at(0))
    #expect(silent.listenerIsSilent && silent.callbacksLookBroken && !silent.answersAreMissing)
    let old = ListenerPulse(writtenAt: at(0), lastCallbackAt: at(0))
    #expect(AnswerWatch(old, waiting: [], pace: nil, at: at(30)).listenerIsSilent)
    #expect(!AnswerWatch(old, waiting: [], pace: nil, at: at(29)).listenerIsSilent)
  }

  @Test func aWallClockThatIsSetNeitherRaisesNorHidesIt() throws {
    let three = try waiting(100, 102, 104)
    let pulse = ListenerPulse(writtenAt: at(155), lastCallbackAt: at(10))
    for hours in [-3, 3] as [Int64] {
      var (early, late) = (at(131), at(160))
      early.wallMilliseconds += hours * 3_600_000
      late.wallMilliseconds += hours * 3_600_000
      #expect(!AnswerWatch(pulse, waiting: three, pace: Self.quick, at: early).answersAreMissing)
      #expect(AnswerWatch(pulse, waiting: three, pace: Self.quick, at: late).answersAreMissing)
    }
  }
}
