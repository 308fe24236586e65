import Daraja
import Payments
import Shop
import Spool

/// The spool's archive as a purge sees it.
extension SpoolDirectory: ArchivePort {
  package func archiveDays() throws -> [BusinessDay] { try doneDays() }

  package func archived(on day: BusinessDay) throws -> [ArchivedFile] {
    try ownItems(on: day).map { item in
      let envelope = try? read(item)
      return ArchivedFile(
        fileName: item.fileName, callback: item.name.map(CallbackName.init), nameDigests: item.nameDigests,
        arrivedWallMilliseconds: envelope?.arrivedWallMilliseconds,
        code: envelope.flatMap { Arrival($0).report?.resultCode })
    }
  }

  /// A link or a file in a day's place is nothing of ours.
  private func ownItems(on day: BusinessDay) throws(SpoolError) -> [DoneItem] {
    do throws(SpoolError) { return try doneItems(on: day) } catch .planted { return [] }
  }

  package func remove(_ files: [ArchivedFile], archivedOn day: BusinessDay) throws -> Int {
    let names = Set(files.map(\.fileName))
    // An empty day goes as well.
    let items = files.isEmpty ? [] : try ownItems(on: day).filter { names.contains($0.fileName) }
    return try remove(items, doneOn: day)
  }
}

/// What the spool keeps for a person.
extension SpoolDirectory: UnmatchedPort {
  package func unmatchedFiles() throws -> [UnmatchedFile] {
    try oddItems().map { odd in
      var item = UnmatchedItem(
        id: odd.nameDigest, oddity: odd.reason?.kind.rawValue ?? "", detail: odd.reason?.detail ?? "")
      item.payment = odd.name?.paymentID
      item.bodyHash = odd.name?.bodyHash
      item.peer = odd.name?.peerClass
      item.sinceWallMilliseconds = odd.sinceWallMilliseconds
      return UnmatchedFile(fileName: odd.fileName, item: item)
    }
  }

  package func content(of file: UnmatchedFile) -> (arrival: Arrival, arrivedWallMilliseconds: Int64)? {
    guard let envelope = try? read(odd(file)) else { return nil }
    return (Arrival(envelope), envelope.arrivedWallMilliseconds)
  }

  package func archive(_ file: UnmatchedFile, on day: BusinessDay) throws { _ = try archive(odd(file), day: day) }

  private func odd(_ file: UnmatchedFile) -> OddItem { OddItem(fileName: file.fileName) }
}

extension Arrival {
  /// A callback as the spool kept it.
  package init(_ envelope: SpoolEnvelope) {
    self.init(
      paymentID: envelope.paymentID, peer: envelope.peerClass, keyIsTrusted: envelope.keyStatus != .suspect,
      bodyHash: envelope.bodyHash, body: envelope.body)
  }
}

extension CallbackName {
  /// What a spool file's name says.
  package init(_ name: SpoolName) {
    self.init(paymentID: name.paymentID, bodyHash: name.bodyHash, peer: name.peerClass)
  }
}
