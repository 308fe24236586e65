import Files
import Wording

/// One look for the owner: what is news is told and kept, in an order that a crash can only make tell once more.
package struct AlertRound {
  /// By which ways the owner was told of something, and why not by the others.
  package typealias Told = (ways: [String], troubles: [String])

  private let shop: String
  private let keep: (Alerts) throws(FileError) -> Void
  private let say: (Finding) -> Void
  private let tell: (_ about: String, _ words: String) -> Told

  /// A round for a shop, as it calls itself.
  ///
  /// - Parameters:
  ///   - keep: keeps what was seen and told for the next round.
  ///   - say: hears of each trouble that is told.
  ///   - tell: tells the owner.
  package init(
    shop: String, keep: @escaping (Alerts) throws(FileError) -> Void, say: @escaping (Finding) -> Void,
    tell: @escaping (_ about: String, _ words: String) -> Told
  ) {
    self.shop = shop
    self.keep = keep
    self.say = say
    self.tell = tell
  }

  /// Takes what a look found.
  ///
  /// - Returns: why she was not told by every way, a sentence each.
  package func run(_ findings: [Finding], after kept: Alerts) throws(FileError) -> [String] {
    var alerts = kept
    let news = alerts.look(at: findings)
    // What was seen is kept before anybody is told, and what was told after: a crash in between tells once more.
    try keep(alerts)
    var troubles: [String] = []
    for finding in news {
      say(finding)
      let told = tell(finding.part, "\(shop), \(finding.part): \(finding.sentence)")
      troubles += told.troubles
      // By one way is told; where there is none, what was said is all that there can be.
      if !told.ways.isEmpty || told.troubles.isEmpty { alerts.told([finding]) }
    }
    try keep(alerts)
    return troubles
  }
}

extension Alerts {
  /// What was kept in a file; nothing where there is none.
  package init(file path: String) {
    self.init(parsing: String(decoding: (try? WholeFile.read(path, limitBytes: 65_536)) ?? [], as: UTF8.self))
  }

  /// Keeps it in a file.
  package func write(_ path: String, mode: UInt32) throws(FileError) {
    try WholeFile.replace(path, with: Array(text.utf8), mode: mode, durably: false)
  }
}
