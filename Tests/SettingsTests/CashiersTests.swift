import Payments
import Testing

@testable import Settings

@Suite struct CashiersTests {
  private func read(_ text: String) throws -> Cashiers { try Cashiers(parsing: text, file: "cashiers") }

  @Test func whatIsWrittenIsRead() throws {
    var cashiers = Cashiers()
    cashiers.set("njeri", try #require(Till(1)))
    cashiers.set("wanjiru", try #require(Till(2)))
    cashiers.set("amina", try #require(Till(1)))
    cashiers.set("wanjiru", try #require(Till(4)))
    #expect(cashiers.text.split(separator: "\n").dropFirst() == ["njeri 1", "wanjiru 4", "amina 1"])
    #expect(try read(cashiers.text) == cashiers)
    #expect(cashiers.till(of: "wanjiru")?.number == 4 && cashiers.till(of: "otieno") == nil)
    #expect(cashiers.others(at: try #require(Till(1)), than: "njeri") == ["amina"])
    #expect(cashiers.freeTill?.number == 2)
    cashiers.remove("njeri")
    #expect(cashiers.till(of: "njeri") == nil)
  }

  @Test func whoeverLogsInGetsHerOwnTillAndNoOther() throws {
    let cashiers = try read("njeri 1\nwanjiru 2\namina 1\n")
    #expect(try cashiers.till(ofLogin: "wanjiru", instead: nil).number == 2)
    #expect(throws: LoginTillRefusal.chosen) { try cashiers.till(ofLogin: "wanjiru", instead: 1) }
    #expect(throws: LoginTillRefusal.none("otieno")) { try cashiers.till(ofLogin: "otieno", instead: nil) }
    #expect(LoginTillRefusal.none("otieno").sentence.contains("kaunta cashier add otieno --till"))
    let till = try #require(Till(1))
    #expect(cashiers.allSit(at: till, ["njeri", "amina"]))
    #expect(!cashiers.allSit(at: till, ["njeri", "wanjiru"]) && !cashiers.allSit(at: till, ["njeri", "root"]))
  }

  @Test(arguments: ["njeri", "njeri 0", "njeri 1000", "njeri one", "njeri 1 2", "njeri -1"])
  func aLineThatSaysNothingClearIsNamed(line: String) {
    #expect(throws: SettingsProblem.self) { try read("# hers\n\n\(line)\n") }
  }

  /// A demo's, whose customer's screen has nothing but the home to know it by.
  @Test func aNewHomeMaySpeakSwahili() {
    let text = SettingsFileText.text(HomePlan(kind: .simulator, language: .swahili))
    #expect(text.contains("\nlanguage = \"sw\"\n"))
    #expect(SettingsFileText.text(HomePlan(kind: .sandbox)).contains("\nlanguage = \"en\"\n"))
  }

  @Test func aValueIsPutWhereItsTableIsAndNothingElseChanges() throws {
    let text = SettingsFileText.text(HomePlan(kind: .sandbox, shopName: "Duka"))
    let put = try #require(SettingsEdit.put(.shopName, "Duka \"la\" Amina", into: text))
    let changed = zip(text.split(separator: "\n"), put.split(separator: "\n")).filter { $0 != $1 }
    #expect(changed.map { "\($0) -> \($1)" } == [#"name = "Duka" -> name = "Duka \"la\" Amina""#])
    for value in SettingsEdit.Value.allCases { #expect(SettingsEdit.put(value, "x", into: text) != nil, "\(value)") }
    #expect(SettingsEdit.put(.shortCode, "600000", into: "[desk]\nshort_code = \"1\"\n") == nil)
  }
}
