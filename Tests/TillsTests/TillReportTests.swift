import CanonicalJSON
import Payments
import Testing
import Tills

/// What `kaunta tills` says of each till.
@Suite struct TillReportTests {
  private let place = ScriptedTills()

  private func till(_ number: Int) throws -> Till { try #require(Till(number)) }

  private func reports(_ given: (till: Till, account: String)...) throws -> [TillReport] {
    try TillReport.all(at: place, given: given) { $0 == 1_001 ? "njeri" : "user \($0)" }
  }

  @Test func openOnesAndGivenOnesAreTold() throws {
    let one = place.open(try till(1))
    one.told = (.example, .yes)
    place.open(try till(12), account: 1_007)
    place.open(try till(4), name: "an older desk", hasDoor: false)
    place.had.append(try till(9))
    let reports = try reports((try till(2), "amina"), (try till(1), "njeri"), (try till(1), "otieno"))
    #expect(
      reports.map(\.line) == [
        "till 1  njeri  since 2026-11-24 14:02  last key 2 min ago  2 waiting  (given to njeri, otieno)",
        "till 2  closed  (given to amina)", "till 4  an older desk  does not answer",
        "till 12  user 1007, process 42  does not answer",
      ])
  }

  @Test func aCashierAtAnothersAccountIsToldAsBoth() throws {
    place.open(try till(1), account: 1_007).told = (.example, .yes)
    #expect(try reports().first?.line.hasPrefix("till 1  njeri (account user 1007)  since") == true)
  }

  @Test func aScriptReadsTheSame() throws {
    let one = place.open(try till(1))
    one.told = (.example, .yes)
    place.open(try till(4), hasDoor: false)
    let texts = try reports((try till(2), "amina")).map { JSONValue.object($0.json).compactText }
    #expect(
      texts == [
        #"{"till":1,"state":"open","account":"njeri","process":42,"cashier":"njeri","#
          + #""since":"2026-11-24T14:02:00+03:00","idle_seconds":130,"waiting":2,"given_to":[]}"#,
        #"{"till":2,"state":"closed","given_to":["amina"]}"#,
        #"{"till":4,"state":"silent","account":null,"process":null,"cashier":null,"since":null,"idle_seconds":null,"#
          + #""waiting":null,"given_to":[]}"#,
      ])
  }
}
