import Ledger
import Payments
import Testing

/// Who gets a PIN, and which.
@Suite struct SettingPINsTests {
  private let cost = SupervisorPIN.Cost(rounds: 16, blockSize: 1, parallelism: 1)

  private func setting(
    _ pin: String, again: String? = nil, of name: String, among records: [SupervisorPIN] = []
  ) throws(PINProblem) -> [SupervisorPIN] {
    try records.setting(
      TypedPIN(pin), again: TypedPIN(again ?? pin), of: name, salt: Array(0..<16), cost: cost)
  }

  @Test func aNewOneTakesThePlaceOfTheOld() throws {
    let first = try setting("749210", of: "wanjiku")
    let both = try setting("583920", of: "otieno", among: first)
    let changed = try setting("920174", of: "wanjiku", among: both)
    #expect(changed.map(\.name) == ["otieno", "wanjiku"])
    #expect(changed[1].accepts(TypedPIN("920174")) && !changed[1].accepts(TypedPIN("749210")))
    #expect(try setting("920174", of: "wanjiku", among: changed).count == 2, "her own may be set anew")
  }

  @Test func aPINOfAnotherIsRefusedAndNotSaidWhose() throws {
    let first = try setting("749210", of: "wanjiku")
    #expect(throws: PINProblem.taken) { try setting("749210", of: "otieno", among: first) }
    #expect(!PINProblem.taken.sentence.contains("wanjiku"))
  }

  @Test func whatWasTypedDifferentlyOrIsNoPINIsNotSet() {
    #expect(throws: PINProblem.typedDifferently) { try setting("749210", again: "749211", of: "wanjiku") }
    #expect(throws: PINProblem.tooSimple) { try setting("123456", of: "wanjiku") }
  }

  /// Whoever's line is damaged would be told that the PIN is wrong, or that nobody has one.
  @Test func aFileOfWhichOneLineIsNoPINIsNone() throws {
    let both = try setting("583920", of: "otieno", among: setting("749210", of: "wanjiku"))
    var lines = both.map(\.line)
    #expect(try [SupervisorPIN](lines: lines) == both)
    #expect(try [SupervisorPIN](lines: []) == [])
    lines[1].removeLast()
    #expect(throws: SupervisorLineProblem(entry: 2)) { try [SupervisorPIN](lines: lines) }
  }

  @Test func whoHasNoneCannotLoseIt() throws {
    let first = try setting("749210", of: "wanjiku")
    #expect(first.removing("otieno") == nil && first.removing("wanjiku") == [])
  }
}
