import Crypto
import Glibc
import Payments

/// Why a file is kept for a person.
public struct OddReason: Sendable, Equatable {
  /// The kind of oddity.
  public enum Kind: String, Sendable, CaseIterable {
    /// Torn, empty, or changed after it was written.
    case damaged
    /// A body that is no callback.
    case unparsable
    /// No payment of this ledger.
    case unknownPayment = "unknown-payment"
    /// More copies from strangers than can be true.
    case tooManyCopies = "too-many-copies"
    /// A file with a name that no listener gave.
    case stray
  }

  /// The kind of oddity.
  public let kind: Kind
  /// A few words more; never anything personal.
  public let detail: String

  /// A reason; what is not printable ASCII falls out of its words, and they are cut to 200 characters.
  public init(_ kind: Kind, _ detail: String = "") {
    self.kind = kind
    let printable = detail.unicodeScalars.filter { (0x20...0x7E).contains($0.value) }.prefix(200)
    self.detail = String(String.UnicodeScalarView(printable))
  }

  static let sidecarSuffix = ".reason"
}

/// One file in `odd/`.
public struct OddItem: Sendable, Equatable {
  /// The file's name there.
  public let fileName: String
  /// The item; nil when no listener gave that name.
  public let name: SpoolName?
  /// Why; nil when there was no room to write it down.
  public let reason: OddReason?
  /// Since when, by the wall clock.
  public let sinceWallMilliseconds: Int64?
  /// SHA-256 of the file's name, in hex: names it without a word of it.
  public var nameDigest: String { lowerHex(SHA256.hash(data: Array(fileName.utf8))) }
}

extension SpoolDirectory {
  /// Moves an item from `new/` to `odd/`, with its reason beside it; nothing is ever deleted here.
  ///
  /// The item goes first: on a full disk a move still works where a new file does not, and a missing reason is
  /// better than an item that keeps coming back.
  ///
  /// - Returns: false when the item was not in `new/` any more.
  @discardableResult
  public func setAside(
    _ name: SpoolName, reason: OddReason, wallMilliseconds: Int64
  ) throws(SpoolError) -> Bool {
    try setAsideFile(name.fileName, from: path(.new), reason, wallMilliseconds)
  }

  /// Moves a file of `new/` that no listener wrote to `odd/`.
  @discardableResult
  public func setAsideStray(_ fileName: String, wallMilliseconds: Int64) throws(SpoolError) -> Bool {
    try setAsideFile(fileName, from: path(.new), OddReason(.stray), wallMilliseconds)
  }

  /// Moves a settled item from `done/` back to `odd/`: what made it settled is lost.
  ///
  /// - Returns: false when it is not there any more.
  @discardableResult
  public func setAside(
    _ item: DoneItem, reason: OddReason, wallMilliseconds: Int64
  ) throws(SpoolError) -> Bool {
    try setAsideFile(item.fileName, from: path(.done, item.day.text), reason, wallMilliseconds)
  }

  /// Everything that waits for a person, sorted by name.
  public func oddItems() throws(SpoolError) -> [OddItem] {
    var items: [OddItem] = []
    for fileName in try files.list(path(.odd)).sorted() where !fileName.hasSuffix(OddReason.sidecarSuffix) {
      let sidecar = try? files.content(path(.odd, fileName + OddReason.sidecarSuffix), limitBytes: 1024)
      let (reason, since) = Self.readSidecar((sidecar ?? nil) ?? [])
      items.append(
        OddItem(
          fileName: fileName, name: SpoolName(fileName: Self.withoutNumber(fileName)), reason: reason,
          sinceWallMilliseconds: since))
    }
    return items
  }

  /// Reads an item in `odd/`, if it is an envelope after all.
  public func read(_ item: OddItem) throws(SpoolError) -> SpoolEnvelope {
    try readEnvelope(path(.odd, item.fileName), name: item.name)
  }

  /// Moves an item that a person has settled from `odd/` to `done/<day>/`.
  public func settle(_ item: OddItem, day: BusinessDay) throws(SpoolError) -> Settling {
    let dayPath = path(.done, day.text)
    try files.ensureDirectory(dayPath, parent: path(.done), mode: modes.directory)
    let outcome = try moveToDone(path(.odd, item.fileName), name: item.name, dayPath: dayPath)
    files.unlinkQuietly(path(.odd, item.fileName + OddReason.sidecarSuffix))
    try files.syncDirectory(dayPath)
    try files.syncDirectory(path(.odd))
    return outcome
  }

  /// Moves an item from `odd/` back to `new/`, because its payment is known now.
  ///
  /// - Returns: false when it is not there any more, is no item, or lies in `new/` already (then it goes away here).
  public func putBack(_ item: OddItem) throws(SpoolError) -> Bool {
    guard let name = item.name else { return false }
    let source = path(.odd, item.fileName)
    _ = try read(item)
    let moved: Bool
    do throws(SpoolError) { moved = try files.move(source, to: path(.new, name.fileName)) } catch .failed(
      _, code: ENOENT)
    {
      return false
    }
    if !moved {
      guard let standing = try? read(name), try read(item).body == standing.body else { return false }
      try files.unlink(source)
    }
    files.unlinkQuietly(source + OddReason.sidecarSuffix)
    try files.syncDirectory(path(.new))
    try files.syncDirectory(path(.odd))
    return moved
  }

  private func setAsideFile(
    _ fileName: String, from directory: String, _ reason: OddReason, _ wallMilliseconds: Int64
  ) throws(SpoolError) -> Bool {
    let source = directory + "/" + fileName
    var target: String?
    for number in 1...99 {
      let candidate = number == 1 ? fileName : fileName + ".\(number)"
      do throws(SpoolError) {
        if try files.move(source, to: path(.odd, candidate)) {
          target = candidate
          break
        }
      } catch .failed(let step, code: ENOENT) {
        if try files.facts(source) == nil { return false }
        throw .failed(step, code: ENOENT)
      }
    }
    guard let target else { throw .failed(.rename, code: EEXIST) }
    writeSidecar(target, reason, wallMilliseconds)
    try files.syncDirectory(path(.odd))
    try files.syncDirectory(directory)
    return true
  }

  private func writeSidecar(_ fileName: String, _ reason: OddReason, _ wallMilliseconds: Int64) {
    let text = "kaunta-odd 1\n\(reason.kind.rawValue)\n\(wallMilliseconds)\n\(reason.detail)\n"
    let temporary = temporaryPath()
    do throws(SpoolError) {
      try files.createDurably(temporary, Array(text.utf8), mode: modes.file)
      try files.replace(temporary, to: path(.odd, fileName + OddReason.sidecarSuffix))
    } catch {
      files.unlinkQuietly(temporary)
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
