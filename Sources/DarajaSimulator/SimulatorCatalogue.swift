import Payments

/// The numbers and names that people use the simulator by: what `kaunta simulate --list` prints.
package enum SimulatorCatalogue {
  /// One customer who can be remembered by the number.
  package struct Entry: Sendable, Equatable {
    /// The number as people say it, or a pattern of numbers.
    package let number: String
    /// The result code, the fault's name, or nothing.
    package let name: String
    /// What happens.
    package let what: String
  }

  /// Result codes by number.
  package static var results: [Entry] {
    var entries = CataloguedResult.listed.compactMap { result -> Entry? in
      guard let code = Int(result.code), result.code != "0", result.code != "4999" else { return nil }
      let digits = String(repeating: "0", count: max(0, 4 - result.code.utf8.count)) + String(code)
      guard let phone = PhoneNumber(msisdn: "25470000" + digits) else { return nil }
      return Entry(number: phone.spoken, name: result.code, what: result.callbackText)
    }
    entries.append(Entry(number: "0700 00d ddd", name: "dddd", what: "any other code that four digits spell"))
    return entries
  }

  /// Customers whom four digits cannot spell.
  package static let special: [Entry] = [
    Entry(number: "0700 010 001", name: "SFC_IC0003", what: "the operator does not exist"),
    Entry(number: "0700 010 002", name: "E3008", what: "bad-debt contract"),
    Entry(number: "0700 010 003", name: "4999", what: "never ends: no callback, every query still processing"),
    Entry(number: "0700 010 004", name: "1037", what: "leaves the prompt alone until it closes itself"),
    Entry(number: "0700 010 005", name: "", what: "waits for an answer by hand"),
    Entry(number: "0700 010 006", name: "0", what: "pays five seconds before the prompt closes"),
    Entry(number: "0700 010 1nn", name: "1000000nn", what: "gateway codes 100000000 to 100000011"),
    Entry(number: "any other", name: "0", what: "pays after a few seconds, if wallet and limits allow"),
  ]

  /// Faults, with their numbers where they have one.
  package static var faults: [Entry] {
    Fault.allCases.map { Entry(number: $0.number?.spoken ?? "", name: $0.rawValue, what: $0.sentence) }
  }

  /// The whole list, one line each.
  package static var listing: String {
    section("Customers by result code (DEMO)", results) + "\n" + section("Special customers", special) + "\n"
      + section("Faults (--fault NAME=P switches one on for all traffic)", faults)
  }

  private static func section(_ title: String, _ entries: [Entry]) -> String {
    let width = entries.reduce(0) { max($0, $1.name.count) }
    let lines = entries.map { entry in
      "  " + padded(entry.number, 13) + padded(entry.name, width + 2) + entry.what + "\n"
    }
    return title + "\n" + lines.joined()
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
