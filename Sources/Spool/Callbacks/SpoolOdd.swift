import Crypto
import Files
import Glibc
import Payments

/// Why a file is kept for a person.
package struct OddReason: Sendable, Equatable {
  /// The kind of oddity.
  package enum Kind: String, Sendable, CaseIterable {
    /// Torn, empty, or changed after it was written.
    case damaged
    /// A body that is no callback.
    case unparsable
    /// No payment of this ledger.
    case unknownPayment = "unknown-payment"
    /// More copies from strangers than can be true: set aside by earlier versions, and still read.
    case tooManyCopies = "too-many-copies"
    /// A file with a name that no listener gave.
    case stray
  }

  /// The kind of oddity.
  package let kind: Kind
  /// A few words more; never anything personal.
  package let detail: String

  /// A reason; what is not printable ASCII falls out of its words, and they are cut to 200 characters.
  package init(_ kind: Kind, _ detail: String = "") {
    self.kind = kind
    self.detail = Self.printable(detail)
  }

  /// What of a text may be shown anywhere: names of files are somebody's words.
  package static func printable(_ text: String) -> String {
    let printable = text.unicodeScalars.filter { (0x20...0x7E).contains($0.value) }.prefix(200)
    return String(String.UnicodeScalarView(printable))
  }

  static let sidecarSuffix = ".reason"
}

/// One file in `odd/`.
package struct OddItem: Sendable, Equatable {
  /// The file's name there.
  package let fileName: String
  /// The item; nil when no listener gave that name.
  package let name: SpoolName?
  /// Why; nil when there was no room to write it down.
  package let reason: OddReason?
  /// Since when, by the wall clock.
  package let sinceWallMilliseconds: Int64?

  /// A file of that name, of which nothing more is known.
  package init(fileName: String) { self.init(fileName: fileName, reason: nil, sinceWallMilliseconds: nil) }

  init(fileName: String, reason: OddReason?, sinceWallMilliseconds: Int64?) {
    self.fileName = fileName
    name = SpoolName(fileName: SpoolName.withoutNumber(fileName))
    self.reason = reason
    self.sinceWallMilliseconds = sinceWallMilliseconds
  }

  /// SHA-256 of the file's name, in hex: names it without a word of it.
  package var nameDigest: String { Hexadecimal.text(SHA256.hash(data: Array(fileName.utf8))) }

  /// Whether a file of that name is one: no reason of another, and no trial.
  static func isItem(_ fileName: String) -> Bool {
    !fileName.hasSuffix(OddReason.sidecarSuffix) && !fileName.hasPrefix(SpoolDirectory.probePrefix)
  }
}

extension SpoolDirectory {
  /// Moves an item from `new/` to `odd/`, with its reason beside it; nothing is ever deleted here.
  ///
  /// The item goes first: on a full disk a move still works where a new file does not, and a missing reason is
  /// better than an item that keeps coming back.
  ///
  /// - Returns: false when the item was not in `new/` any more.
  @discardableResult
  package func setAside(
    _ name: SpoolName, reason: OddReason, wallMilliseconds: Int64
  ) throws(SpoolError) -> Bool {
    let root = try root()
    return try setAsideFile(name.fileName, from: try root.directory(.new), in: root, reason, wallMilliseconds)
  }

  /// Moves a file of `new/` that no listener wrote to `odd/`.
  @discardableResult
  package func setAsideStray(_ fileName: String, wallMilliseconds: Int64) throws(SpoolError) -> Bool {
    let root = try root()
    return try setAsideFile(fileName, from: try root.directory(.new), in: root, OddReason(.stray), wallMilliseconds)
  }

  /// Moves an archived item from `done/` back to `odd/`: the row for whose sake it was archived is lost.
  ///
  /// - Returns: false when it is not there any more.
  @discardableResult
  package func setAside(
    _ item: DoneItem, reason: OddReason, wallMilliseconds: Int64
  ) throws(SpoolError) -> Bool {
    let root = try root()
    let done: Directory<SpoolError>
    do throws(SpoolError) { done = try root.directory(doneOn: item.day) } catch .failed(.openDirectory, code: ENOENT) {
      return false
    }
    return try setAsideFile(item.fileName, from: done, in: root, reason, wallMilliseconds)
  }

  /// Everything that waits for a person, sorted by name.
  package func oddItems() throws(SpoolError) -> [OddItem] {
    let odd = try open(.odd)
    var items: [OddItem] = []
    for fileName in try odd.list().sorted() where OddItem.isItem(fileName) {
      let sidecar = try? odd.content(fileName + OddReason.sidecarSuffix, limitBytes: 1024)
      let (reason, since) = Self.readSidecar((sidecar ?? nil) ?? [])
      items.append(OddItem(fileName: fileName, reason: reason, sinceWallMilliseconds: since))
    }
    return items
  }

  /// Reads an item in `odd/`, if it is an envelope after all.
  package func read(_ item: OddItem) throws(SpoolError) -> SpoolEnvelope {
    try readEnvelope(item.fileName, in: try open(.odd), name: item.name)
  }

  /// Moves an item that a person has resolved from `odd/` to `done/<day>/`.
  package func archive(_ item: OddItem, day: BusinessDay) throws(SpoolError) -> Archiving {
    let root = try root()
    let odd = try root.directory(.odd)
    let done = try done(day, in: root)
    let outcome = try moveToDone(item.fileName, from: odd, name: item.name, done)
    odd.unlinkQuietly(item.fileName + OddReason.sidecarSuffix)
    try done.sync()
    try odd.sync()
    return outcome
  }

  private func setAsideFile(
    _ fileName: String, from source: Directory<SpoolError>, in root: Directory<SpoolError>, _ reason: OddReason,
    _ wallMilliseconds: Int64
  ) throws(SpoolError) -> Bool {
    let odd = try root.directory(.odd)
    var target: String?
    for number in 1...99 {
      let candidate = number == 1 ? fileName : fileName + ".\(number)"
      // A stray of such a name would be taken for the reason of another, or for a trial, and be seen by nobody.
      if !OddItem.isItem(candidate) { continue }
      do throws(SpoolError) {
        if try source.move(fileName, to: odd, as: candidate) {
          target = candidate
          break
        }
      } catch .failed(let step, code: ENOENT) {
        if try source.facts(fileName) == nil { return false }
        throw .failed(step, code: ENOENT)
      }
    }
    guard let target else { throw SpoolError.failed(.rename, .fileExists) }
    writeSidecar(target, in: odd, root, reason, wallMilliseconds)
    try odd.sync()
    try source.sync()
    return true
  }

  private func writeSidecar(
    _ fileName: String, in odd: Directory<SpoolError>, _ root: Directory<SpoolError>, _ reason: OddReason,
    _ wallMilliseconds: Int64
  ) {
    let text = "kaunta-odd 1\n\(reason.kind.rawValue)\n\(wallMilliseconds)\n\(reason.detail)\n"
    let temporary = temporaryName()
    guard let unfinished = try? root.directory(.tmp) else { return }
    do throws(SpoolError) {
      try unfinished.create(temporary, Array(text.utf8), mode: modes.file, durably: true)
      try unfinished.replace(temporary, to: odd, as: fileName + OddReason.sidecarSuffix)
    } catch {
      unfinished.unlinkQuietly(temporary)
    }
  }

  private static func readSidecar(_ content: [UInt8]) -> (OddReason?, Int64?) {
    let lines = String(decoding: content, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 4, lines[0] == "kaunta-odd 1", let kind = OddReason.Kind(rawValue: String(lines[1])),
      let since = Int64(lines[2])
    else { return (nil, nil) }
    return (OddReason(kind, String(lines[3])), since)
  }
}
