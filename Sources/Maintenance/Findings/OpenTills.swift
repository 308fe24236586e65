import Files
import Payments

/// Tills at which a desk is open, by their locks.
package enum OpenTills {
  /// Their numbers; nil where the locks cannot be read.
  ///
  /// A lock is only had for the moment of the look.
  package static func numbers(in locksDirectory: String) -> [Int]? {
    guard
      let locks = try? Directory<FileError>.open(path: locksDirectory, label: "locks", calls: CheckedCalls()),
      let names = try? locks.list()
    else { return nil }
    var open: [Int] = []
    for name in names where name.hasPrefix("till-") && name.hasSuffix(".lock") {
      guard let number = Int(name.dropFirst("till-".count).dropLast(".lock".count)) else { continue }
      switch try? NamedLock.take(name, in: locks, mode: 0, holder: nil, makes: false) {
      case .busy: open.append(number)
      case .held: break
      // Another account's, closed to this one: nobody can say.
      case nil: if (try? locks.facts(name)) != nil { return nil }
      }
    }
    return open.sorted()
  }
}
