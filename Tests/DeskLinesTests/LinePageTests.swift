import Desk
import Glibc
import Payments
import Testing

@testable import DeskLines

private let docs = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/docs/"

/// Whatever a page about lines gives to be typed is understood, and no command is left out.
@Suite struct LinePageTests {
  @Test(arguments: [("line-mode.md", Language.english), ("line-mode-sw.md", .swahili)])
  func everyWordOnThePageIsUnderstood(page: String, language: Language) throws {
    let rows = try Self.text(docs + page).split(separator: "\n").filter { $0.hasPrefix("| `") }
    #expect(rows.count > 20)
    let cells = rows.flatMap { $0.split(separator: "|").prefix(2) }
    let typed = cells.flatMap { cell in
      cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
    }
    // What begins with a number is for the form; these are read before all others (LineReader).
    let first = ["board", "ubao", "today", "leo", "repeat", "rudia", "open", "fungua"]
    let words = typed.filter { $0.first.map { $0.isLetter } ?? false && !first.contains(TypedWords($0).first ?? "") }
    #expect(words.filter { LineWords.reading(TypedWords($0), in: language) == nil } == [])
    let told = words.compactMap { LineWords.reading(TypedWords($0), in: language)?.command }
    // Lines have no list to go up and down in, no form to go to, and the demo's words are the demo's.
    let untold: [DeskCommand] = [.selectUp, .selectDown, .goToForm, .pickUpPhone, .leaveTour]
    #expect(LineWords.all.map(\.command).filter { !told.contains($0) && !untold.contains($0) } == [])
  }

  private static func text(_ path: String) throws -> String {
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
