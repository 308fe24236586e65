import CommandText
import Testing

/// A failure in words and as an object.
@Suite struct CommandFailureTests {
  @Test func itIsOneObjectWithoutTheProgramsName() {
    let failure = fail("no shop.", Exit.settings, named: "no-shop", ["path": "/h"])
    #expect(failure.lines == ["kaunta: no shop."])
    #expect(
      failure.json(of: ["payments", "--json"]).compactText
        == #"{"error":"no-shop","exit":78,"message":"no shop.","path":"/h"}"#)
    #expect(fail(settings: ["a: wrong", "b: wrong"]).words == "a: wrong\nb: wrong")
  }

  @Test(arguments: [
    (Exit.usage, "usage"), (Exit.notWritable, "not-writable"), (Exit.blocked, "blocked"), (Exit.settings, "settings"),
    (Exit.failed, "failed"), (Exit.check, "failed"),
  ])
  func itIsNamedByItsCode(_ code: Int32, _ name: String) {
    #expect(fail("x", code).json(of: [])["error"]?.string == name)
  }

  @Test func aPushThatFailsHasSentNothingUnlessItSaysSo() {
    #expect(fail("x", 1).json(of: ["--home", "push"])["sent"] == .bool(false))
    #expect(fail("x", 1).json(of: ["--json", "push"])["sent"] == .bool(false))
    #expect(fail("x", 1, ["sent": .bool(true)]).json(of: ["push"])["sent"] == .bool(true))
    #expect(fail("x", 1).json(of: ["payments"])["sent"] == nil)
  }
}
