import DarajaSimulator
import Foundation
import Testing

@Suite("docs/simulator.md")
struct DocumentationTests {
  @Test func theTablesListEveryCustomerAndEveryFault() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/simulator.md"), encoding: .utf8)
    for entry in SimulatorCatalogue.results + SimulatorCatalogue.special + SimulatorCatalogue.faults {
      let number = entry.number.isEmpty ? "—" : entry.number
      let name = entry.name.isEmpty ? "" : "`\(entry.name)`"
      #expect(page.contains("| \(number) | \(name) | \(entry.what) |"), "\(entry)")
    }
  }
}
