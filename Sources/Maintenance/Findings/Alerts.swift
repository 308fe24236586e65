import Payments

/// What the owner was told and what is to be told next: each trouble once, until it was well again.
///
/// A trouble is told when two looks in a row found it, so that a service that is started anew wakes nobody.
package struct Alerts: Sendable, Equatable {
  private struct Entry: Sendable, Equatable {
    var key: String
    var state: Finding.State
    var isTold: Bool
  }

  /// Payments that a person must look at are told when the oldest has waited for so long.
  package static let personMilliseconds: Int64 = 15 * 60_000

  private var entries: [Entry] = []

  /// Nothing was told yet.
  package init() {}

  /// What was kept of an earlier look; a line that says nothing clear is left out, so that its trouble is told again.
  package init(parsing text: String) {
    entries = text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard words.count == 3, let state = Finding.State(rawValue: words[0]), state != .good else { return nil }
      return Entry(key: words[2], state: state, isTold: words[1] == "told")
    }
  }

  /// To be kept for the next look.
  package var text: String {
    entries.map { "\($0.state.rawValue)\t\($0.isTold ? "told" : "seen")\t\($0.key)\n" }.joined()
  }

  /// Takes what a look found, and says what the owner is to be told of it; ``told(_:)`` once she was.
  package mutating func look(at findings: [Finding]) -> [Finding] {
    let troubles = findings.filter { $0.state != .good }
    var next: [Entry] = []
    var news: [Finding] = []
    for trouble in troubles where !next.contains(where: { $0.key == trouble.key }) {
      let before = entries.first { $0.key == trouble.key }
      // What became worse is told again.
      let isTold = before.map { $0.isTold && !($0.state == .look && trouble.state == .bad) } ?? false
      if before != nil, !isTold { news.append(trouble) }
      next.append(Entry(key: trouble.key, state: trouble.state, isTold: isTold))
    }
    entries = next
    return news
  }

  /// She was told.
  package mutating func told(_ findings: [Finding]) {
    for finding in findings {
      for index in entries.indices where entries[index].key == finding.key { entries[index].isTold = true }
    }
  }
}

extension Finding {
  /// What makes it the same trouble as one of an earlier look: the part, and for a disk or a login which one.
  var key: String {
    switch part {
    case "disk", "login": "\(part) \(text.prefix { $0 != ":" && $0 != "," })".filter { $0 != "\t" && $0 != "\n" }
    default: part
    }
  }
}

extension ShopCondition {
  /// What of it is worth an alert: as ``findings``, but payments only when a person lets them wait for too long.
  package var alarming: [Finding] {
    findings.filter { finding in
      finding.part != "payments" || (check.oldestMilliseconds ?? 0) >= Alerts.personMilliseconds
    }
  }
}
