import Payments
import Testing

@testable import Settings

@Suite struct CashiersTests {
  private func read(_ text: String) -> Cashiers { Cashiers(parsing: text) }

  @Test func whatIsWrittenIsRead() throws {
    var cashiers = Cashiers()
    cashiers.set("njeri", try #require(Till(1)))
    cashiers.set("wanjiru", try #require(Till(2)))
    cashiers.set("amina", try #require(Till(1)))
    cashiers.set("wanjiru", try #require(Till(4)))
    #expect(cashiers.text.split(separator: "\n").dropFirst() == ["njeri 1", "wanjiru 4", "amina 1"])
    #expect(read(cashiers.text) == cashiers)
    #expect(cashiers.till(of: "wanjiru")?.number == 4 && cashiers.till(of: "otieno") == nil)
    #expect(cashiers.others(at: try #require(Till(1)), than: "njeri") == ["amina"])
    #expect(cashiers.freeTill?.number == 2)
    cashiers.remove("njeri")
    #expect(cashiers.till(of: "njeri") == nil)
  }

  @Test func whoeverLogsInGetsHerOwnTillAndNoOther() throws {
    let cashiers = read("njeri 1\nwanjiru 2\namina 1\n")
    #expect(try cashiers.till(ofLogin: "wanjiru", instead: nil).number == 2)
    #expect(throws: LoginTillRefusal.chosen) { try cashiers.till(ofLogin: "wanjiru", instead: 1) }
    #expect(throws: LoginTillRefusal.none("otieno")) { try cashiers.till(ofLogin: "otieno", instead: nil) }
    #expect(LoginTillRefusal.none("otieno").sentence.contains("kaunta cashier add otieno --till"))
    let till = try #require(Till(1))
    #expect(cashiers.allSit(at: till, ["njeri", "amina"]))
    #expect(!cashiers.allSit(at: till, ["njeri", "wanjiru"]) && !cashiers.allSit(at: till, ["njeri", "root"]))
  }

  @Test(arguments: ["njeri", "njeri 0", "njeri 1000", "njeri one", "njeri 1 2", "njeri -1", "njeri: 1"])
  func aLineThatSaysNothingClearShutsOutWhomItNamesAndNobodyElse(line: String) throws {
    var cashiers = read("# hers\n\n\(line)\nwanjiru 7\n")
    #expect(try cashiers.till(ofLogin: "wanjiru", instead: nil).number == 7)
    #expect(throws: LoginTillRefusal.unclear("njeri", line: 3)) { try cashiers.till(ofLogin: "njeri", instead: nil) }
    #expect(cashiers.problems(in: "cashiers").map(\.line) == [3])
    cashiers.set("wanjiru", try #require(Till(8)))
    #expect(read(cashiers.text).unclear.count == 1, "a change of another's leaves it")
    cashiers.set("njeri", try #require(Till(3)))
    #expect(try read(cashiers.text).till(ofLogin: "njeri", instead: nil).number == 3)
    #expect(read(cashiers.text).unclear.isEmpty)
  }

  /// A clear line of hers beside one that is not: nobody knows which is meant.
  @Test(arguments: ["njeri x", "njeri=1", "NJERI 1,", "njeri1", "wanjiru 2njeri 1", "1 njeri", "amina 4 njeri 1"])
  func whoStandsInAnUnclearLineIsShutOutAlsoWithAClearOne(line: String) throws {
    for text in ["njeri 1\n\(line)\n", "\(line)\nnjeri 1\n"] {
      let cashiers = read(text + "jeri 5\nnjeri-wa 6\n")
      #expect(throws: LoginTillRefusal.self) { try cashiers.till(ofLogin: "njeri", instead: nil) }
      #expect(!cashiers.allSit(at: try #require(Till(1)), ["njeri"]), "nor may she end the desk of her clear till")
      #expect(cashiers.till(of: "jeri")?.number == 5 && cashiers.till(of: "njeri-wa")?.number == 6)
    }
  }

  @Test func tillsOfAnUnclearLineAreNotGivenToOthersAndItsOthersStayUnclear() throws {
    var cashiers = read("njeri 1 amina 2\n")
    #expect(cashiers.freeTill?.number == 3)
    cashiers.set("njeri", try #require(Till(1)), besides: ["amina", "njeri"])
    let left = read(cashiers.text)
    #expect(left.till(of: "njeri")?.number == 1)
    #expect(throws: LoginTillRefusal.self) { try left.till(ofLogin: "amina", instead: nil) }
    cashiers = read("njeri amina 2\n")
    cashiers.set("njeri", try #require(Till(1)), besides: ["amina"])
    #expect(read(cashiers.text).till(of: "amina") == nil, "what is left does not become clear by that")
    cashiers.remove("amina")
    #expect(read(cashiers.text).unclear.isEmpty)
  }

  /// What an administrator wrote beside her name concerns nobody, once it is said what is meant for her.
  @Test(arguments: ["njeri till one", "njeri 1 till", "the till of njeri is 1", "Njeri 1", "njeri 1\nnjeri 2"])
  func nothingIsLeftOfALineThatConcernsNobodyElse(lines: String) throws {
    var cashiers = read(lines + "\namina 2\n")
    #expect(throws: LoginTillRefusal.self) { try cashiers.till(ofLogin: "njeri", instead: nil) }
    #expect(try cashiers.till(ofLogin: "amina", instead: nil).number == 2)
    cashiers.set("njeri", try #require(Till(4)), besides: ["amina", "njeri", "wanjiru"])
    #expect(cashiers.text.split(separator: "\n").dropFirst() == ["amina 2", "njeri 4"])
    cashiers = read(lines + "\namina 2\n")
    cashiers.remove("njeri", besides: ["amina"])
    #expect(cashiers.text.split(separator: "\n").dropFirst() == ["amina 2"])
  }

  @Test func aRemarkSaysNothing() throws {
    let cashiers = read("njeri 1 # her till, and not amina's\n  # wanjiru 3\namina 2\t#\n#\n")
    #expect(cashiers.unclear.isEmpty && cashiers.tills.map(\.account) == ["njeri", "amina"])
    let unclear = read("njeri one # and not amina's 7\namina 2\n")
    #expect(unclear.till(of: "amina")?.number == 2 && unclear.unclear.map(\.number) == [1])
    #expect(unclear.freeTill?.number == 1)
  }

  /// Which of two tills is hers nobody knows; of two lines that say the same there is no doubt.
  @Test func twoTillsOfOneAccountShutOutHerAlone() throws {
    let cashiers = read("njeri 1\namina 2\nnjeri 3\nnjeri 4\n")
    #expect(throws: LoginTillRefusal.unclear("njeri", line: 1)) { try cashiers.till(ofLogin: "njeri", instead: nil) }
    #expect(cashiers.till(of: "amina")?.number == 2 && cashiers.freeTill?.number == 5)
    let problems = cashiers.problems(in: "cashiers")
    #expect(problems.map(\.line) == [3, 4])
    #expect(problems.first?.fault == "gives njeri another till than line 1 does, and njeri gets no desk")
    #expect(read(cashiers.text).problems(in: "cashiers").count == 2, "a change of another's leaves them")
    #expect(try read("njeri 1\nnjeri 1\n").till(ofLogin: "njeri", instead: nil).number == 1)
  }

  /// No cashier's account has capital letters; that of a firm's directory may, before its own name.
  @Test func capitalLettersAreTold() throws {
    let cashiers = read("Njeri 1\namina 2\nDUKA\\brian 3\n")
    #expect(throws: LoginTillRefusal.unclear("njeri", line: 1)) { try cashiers.till(ofLogin: "njeri", instead: nil) }
    #expect(cashiers.problems(in: "cashiers").map(\.fault).first?.contains("capital letters") == true)
    #expect(cashiers.tills.map(\.account) == ["amina", "DUKA\\brian"])
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
