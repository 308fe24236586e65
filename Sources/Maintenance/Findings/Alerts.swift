import Payments
import Wording

/// What the owner was told and what is to be told next: each trouble once, until it was well again.
///
/// A trouble is told when two looks in a row found it, so that a service that is started anew wakes nobody. One that is
/// about several things is told again when another comes to them: an old payment that nobody resolves must not hide
/// the next one.
package struct Alerts: Sendable, Equatable {
  private struct Entry: Sendable, Equatable {
    var key: String
    var state: Finding.State
    var isTold: Bool
    /// Those of its things that she was told of.
    var toldItems: [String] = []
  }

  /// Payments that a person must look at are told when the oldest has waited for so long.
  package static let personMilliseconds: Int64 = 15 * 60_000

  /// The newest things of a trouble; whoever has more of them was told often enough.
  static let mostItems = 500

  private var entries: [Entry] = []

  /// Nothing was told yet.
  package init() {}

  /// What was kept of an earlier look; a line that says nothing clear is left out, so that its trouble is told again.
  package init(parsing text: String) {
    entries = text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard (3...4).contains(words.count), let state = Finding.State(rawValue: words[0]), state != .good else {
        return nil
      }
      let items = words.count == 4 ? words[3].split(separator: " ").map(String.init) : []
      return Entry(key: words[2], state: state, isTold: words[1] == "told", toldItems: items)
    }
  }

  /// To be kept for the next look.
  package var text: String {
    entries.map { entry in
      let words = [entry.state.rawValue, entry.isTold ? "told" : "seen", entry.key]
      let items = entry.toldItems.isEmpty ? [] : [entry.toldItems.joined(separator: " ")]
      return (words + items).joined(separator: "\t") + "\n"
    }.joined()
  }

  /// Takes what a look found, and says what the owner is to be told of it; ``told(_:)`` once she was.
  package mutating func look(at findings: [Finding]) -> [Finding] {
    let troubles = findings.filter { $0.state != .good }
    var next: [Entry] = []
    var news: [Finding] = []
    for trouble in troubles where !next.contains(where: { $0.key == trouble.key }) {
      let before = entries.first { $0.key == trouble.key }
      let items = trouble.items.suffix(Self.mostItems)
      // What is well by now is forgotten, so that it is told when it comes back.
      let toldItems = (before?.toldItems ?? []).filter(items.contains)
      // What became worse is told again, and what became more.
      let isTold =
        before.map { $0.isTold && !($0.state == .look && trouble.state == .bad) } == true
        && items.allSatisfy(toldItems.contains)
      if before != nil, !isTold { news.append(trouble) }
      next.append(Entry(key: trouble.key, state: trouble.state, isTold: isTold, toldItems: toldItems))
    }
    entries = next
    return news
  }

  /// She was told.
  package mutating func told(_ findings: [Finding]) {
    for finding in findings {
      for index in entries.indices where entries[index].key == finding.key {
        entries[index].isTold = true
        entries[index].toldItems = Array(finding.items.suffix(Self.mostItems))
      }
    }
  }
}

extension Finding {
  /// What makes it the same trouble as one of an earlier look: the part, and of a disk, a login or a desk which one.
  var key: String {
    switch part {
    case "disk", "login", "desk":
      "\(part) \(text.prefix { $0 != ":" && $0 != "," })".filter { $0 != "\t" && $0 != "\n" }
    default: part
    }
  }
}

extension ShopCondition {
  /// What of it is worth an alert: as ``findings``, but payments only when a person lets them wait for too long.
  package var alarming: [Finding] {
    findings.compactMap { finding in
      if finding.part != "payments" { return finding }
      guard let check else { return nil }
      if (check.oldestMilliseconds ?? 0) < Alerts.personMilliseconds { return nil }
      var finding = finding
      finding.items = check.items.filter { ($0.ageMilliseconds ?? 0) >= Alerts.personMilliseconds }.map(\.id)
      return finding
    }
  }
}
