import Glibc
import Payments
import TestSupport
import Testing

@testable import Spool

/// Files and lines that carry a kind, those of versions without kinds, and those of kinds to come.
@Suite struct CallbackKindTests {
  /// As version 1 wrote them: these bytes lie in shops.
  private static let oldName =
    "00000000000000000000000000000001.2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824.listed"
  private static let oldFile = """
    kaunta-spool 1
    payment 00000000000000000000000000000001
    peer-class listed
    peer 196.201.214.200
    key active
    arrived 1795510800000
    length 5
    sha256 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824
    check 25dcabeef34a8d1a

    hello
    """
  private static let oldLines = """
    begun 1795510800000 00000000000000000000000000000001 \
    2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824 listed
    1795510800000 00000000000000000000000000000001 \
    2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824 listed

    """

  private func spool(_ directory: TemporaryDirectory) throws -> SpoolDirectory {
    try SpoolDirectory(path: directory.path + "/spool")
  }

  @Test func whatIsWrittenSaysItsKind() throws {
    let callback = try envelope("hello")
    #expect(callback.name.fileName == Self.oldName + ".push")
    #expect(WitnessEntry(wallMilliseconds: 7, name: callback.name).line.hasPrefix("push 7 0000"))
    #expect(String(decoding: callback.fileBytes, as: UTF8.self).hasPrefix("kaunta-spool 2\nkind push\npayment 0000"))
  }

  @Test func aFileWithoutAKindIsAPush() throws {
    let directory = try TemporaryDirectory()
    let spool = try spool(directory)
    try spool.write(Array(Self.oldFile.utf8), as: Self.oldName)
    let name = try #require(try spool.scan().first)
    let read = try spool.read(name)
    #expect(read.kind == .push && name.kind == .push)
    #expect(read.body == Array("hello".utf8))
    #expect(read.fileBytes == Array(Self.oldFile.utf8))

    // Safaricom sends it once more: both are taken in, and both are filed away.
    #expect(try spool.deliver(try envelope("hello")) == .stored)
    let names = try spool.scan()
    #expect(names.map(\.bodyHash) == [name.bodyHash, name.bodyHash])
    #expect(try spool.archive(names, day: try day()) == [.moved, .moved])
    #expect(try spool.doneItems(on: try day()).map(\.name) == names)
  }

  @Test func anOldFileGoesAsideUnderItsOwnName() throws {
    let directory = try TemporaryDirectory()
    let spool = try spool(directory)
    for content in [Self.oldFile, "torn"] {
      try spool.write(Array(content.utf8), as: Self.oldName)
      let name = try #require(try spool.scan().first)
      #expect(try spool.setAside(name, reason: OddReason(.unknownPayment), wallMilliseconds: 1))
    }
    let items = try spool.oddItems()
    #expect(items.map(\.fileName) == [Self.oldName, Self.oldName + ".2"])
    #expect(items.allSatisfy { $0.name?.fileName == Self.oldName })
  }

  @Test func aNumberBehindANameIsNoKind() throws {
    let name = try envelope("hello").name.fileName
    for bare in [name, Self.oldName, Self.oldName + ".incoming"] {
      #expect(SpoolName.withoutNumber(bare) == bare)
      #expect(SpoolName.withoutNumber(bare + ".2") == bare)
      #expect(SpoolName.withoutNumber(bare + ".100") == bare + ".100")
    }
    #expect(SpoolName.withoutNumber("notes.2") == "notes.2")
  }

  @Test func aKindOfANewerVersionStaysWhereItIs() throws {
    let directory = try TemporaryDirectory()
    let spool = try spool(directory)
    try spool.write([1], as: Self.oldName + ".incoming")
    try spool.write([2], as: "left by an editor.txt")
    let listing = try spool.listing()
    #expect(listing.names.isEmpty)
    #expect(listing.newerKinds == ["incoming"])
    #expect(listing.strays == ["left by an editor.txt"])
    #expect(try spool.counts() == SpoolCounts(delivered: 0, strays: 1, newer: 1, odd: 0, unfinished: 0))
    // Filed away by that version, it is nobody's stray there either.
    let done = try spool.open(.done).ensureDirectory("2026-11-24", mode: 0o700)
    try done.create(Self.oldName + ".incoming.2", [1], mode: 0o600, durably: false)
    let item = try #require(try spool.doneItems(on: try day()).first)
    #expect(item.name == nil && item.newerKind == "incoming")
  }

  @Test func anEnvelopeOfANewerVersionIsNotDamaged() throws {
    let known = try envelope("hello")
    let other = String(decoding: known.fileBytes, as: UTF8.self).replacing("kind push", with: "kind incoming")
    // c137… was the check of the header with "push" in it.
    let incoming = other.replacing("check c137a11a033b255e", with: "check 9af7664aa57579b8")
    #expect(incoming != other)
    #expect(throws: EnvelopeDamage.newerVersion) { try SpoolEnvelope(parsing: Array(incoming.utf8), name: known.name) }
    #expect(throws: EnvelopeDamage.headerChanged) { try SpoolEnvelope(parsing: Array(other.utf8), name: known.name) }
    #expect(throws: EnvelopeDamage.newerVersion) { try SpoolEnvelope(parsing: Array("kaunta-spool 3\n".utf8)) }
    for version in ["0", "01", "+1", "-1", "one", ""] {
      #expect(throws: EnvelopeDamage.unknownVersion) {
        try SpoolEnvelope(parsing: Array("kaunta-spool \(version)\n".utf8))
      }
    }
  }

  @Test func witnessLinesOfAllVersionsAreReadSideBySide() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/witness"
    let log = try WitnessLog(path: path)
    let incoming =
      "incoming 1795510800001" + String(try #require(Self.oldLines.split(separator: "\n").last).dropFirst(13))
    try makeFile(path + "/2026-11-24.log", Self.oldLines + incoming + "\nbegun " + incoming + "\n")
    let entry = WitnessEntry(wallMilliseconds: 1_795_510_800_002, name: try envelope("hello").name)
    try log.begin(entry)
    try log.note(entry)
    let read = try log.entries(on: try day())
    #expect(read.entries.map(\.name.fileName) == [Self.oldName, Self.oldName + ".push"])
    #expect(read.begun.map(\.name.fileName) == [Self.oldName, Self.oldName + ".push"])
    #expect(read.newerLines == 2)
    #expect(read.tornLines == 0)
    // Cut off anywhere, no line reads as another.
    for line in [entry.line, incoming] {
      for length in 1..<line.count {
        #expect(WitnessEntry(line: line.prefix(length)) == nil)
        #expect(!WitnessEntry.isOfNewerKind(line.prefix(length)))
      }
    }
  }
}
