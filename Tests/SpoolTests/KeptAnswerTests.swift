import Payments
import TestSupport
import Testing

@testable import Spool

/// How a request ended, kept beside the callbacks until the ledger has it.
@Suite struct KeptAnswerTests {
  private static let at = Moment(wallMilliseconds: 1_795_510_800_000, bootMilliseconds: 5_000_000, bootID: "boot")
  private static let seal = AnswerSeal(consumerSecret: "demo")
  private static let words = AnswerWords(status: 503, code: "500.003.02", text: "System is busy")
  private static let ends: [Evidence] = [
    .accepted(Acceptance(checkoutRequestID: CheckoutRequestID("ws_CO_1"), merchantRequestID: "29115-1")),
    .accepted(Acceptance(checkoutRequestID: CheckoutRequestID("ws_CO_2"), merchantRequestID: nil)),
    .refused(RefusedAnswer(reason: .accessTokenRefused, code: "404.001.03", answerMark: "404-1", answer: words)),
    .notSent(.tooOld, answer: nil), .notSent(.tooOld, answer: words), .outcomeUnknown(.noAnswer, answer: nil),
    .outcomeUnknown(.serverError, answer: words),
  ]

  @Test(arguments: ends) func everyEndIsReadBackAsItWas(_ end: Evidence) throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    let kept = try #require(KeptAnswer(end, of: try payment(), at: Self.at))
    try spool.keep(kept, Self.seal)
    try spool.keep(kept, Self.seal)
    let listing = try spool.listing()
    #expect(listing.answers.map(\.fileName) == [kept.fileName(Self.seal)])
    #expect(listing.names.isEmpty && listing.strays.isEmpty && listing.newerKinds.isEmpty)
    #expect(try spool.keptAnswer(kept.fileName(Self.seal), Self.seal) == kept)
    #expect(try spool.fileNames(.tmp).isEmpty)
    try spool.forgetAnswer(kept.fileName(Self.seal))
    try spool.forgetAnswer(kept.fileName(Self.seal))
    #expect(try spool.keptAnswer(kept.fileName(Self.seal), Self.seal) == nil)
  }

  @Test func onlyHowARequestEndedIsKept() throws {
    #expect(KeptAnswer(.tokenRefused, of: try payment(), at: Self.at) == nil)
    #expect(KeptAnswer(.sending(SendingStart(owner: "x")), of: try payment(), at: Self.at) == nil)
  }

  @Test func aVersionThatDoesNotKnowItLeavesItWhereItIs() throws {
    let kept = try #require(KeptAnswer(Self.ends[0], of: try payment(), at: Self.at))
    #expect(SpoolName.newerKind(of: kept.fileName(Self.seal)) == "push-answer")
    #expect(SpoolName(fileName: kept.fileName(Self.seal)) == nil)
  }

  @Test func everyChangedByteShows() throws {
    let kept = try #require(KeptAnswer(Self.ends[0], of: try payment(), at: Self.at))
    for index in kept.content(Self.seal).indices {
      var changed = kept.content(Self.seal)
      changed[index] ^= 1
      #expect(KeptAnswer(changed, fileName: kept.fileName(Self.seal), seal: Self.seal) == nil, "\(index)")
    }
    let stranger = AnswerSeal(consumerSecret: "another")
    #expect(KeptAnswer(kept.content(stranger), fileName: kept.fileName(stranger), seal: Self.seal) == nil)
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    try spool.write([], as: kept.fileName(Self.seal))
    #expect(throws: SpoolError.damaged(.bodyChanged)) { try spool.keptAnswer(kept.fileName(Self.seal), Self.seal) }
  }

  @Test func onAFullDiskTheReserveIsLeftToCallbacks() throws {
    let directory = try TemporaryDirectory()
    try SpoolReserve(SpoolDirectory(path: directory.path + "/spool")).fill()
    let plan = FaultPlan(code: 28)
    let spool = try SpoolDirectory(path: directory.path + "/spool", calls: .failing(.write, plan))
    let kept = try #require(KeptAnswer(Self.ends[0], of: try payment(), at: Self.at))
    #expect(throws: SpoolError.self) { try spool.keep(kept, Self.seal) }
    #expect(try SpoolReserve(spool).piecesLeft() == SpoolReserve.pieces)
    #expect(try spool.fileNames(.tmp).isEmpty && spool.listing().answers.isEmpty)
  }
}
