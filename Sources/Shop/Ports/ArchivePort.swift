import Payments

/// A file that was archived in the spool.
package struct ArchivedFile: Sendable, Equatable {
  /// The file's name there.
  package var fileName: String
  /// The callback that it is; nil when no listener put the file there.
  package var callback: CallbackName?
  /// SHA-256 of each name under which it may have lain among the unmatched callbacks, in hex.
  package var nameDigests: [String]
  /// When it was received, by its own envelope; nil where that cannot be read.
  package var arrivedWallMilliseconds: Int64?
  /// The result that it states; nil where it cannot be read.
  package var code: ResultCode?

  package init(
    fileName: String, callback: CallbackName?, nameDigests: [String], arrivedWallMilliseconds: Int64?,
    code: ResultCode?
  ) {
    self.fileName = fileName
    self.callback = callback
    self.nameDigests = nameDigests
    self.arrivedWallMilliseconds = arrivedWallMilliseconds
    self.code = code
  }
}

/// What the spool has archived, as a purge sees it.
package protocol ArchivePort: Sendable {
  /// The days for which something was archived, oldest first.
  func archiveDays() throws -> [BusinessDay]
  /// What was archived on a day, in the order of names; nothing when there is no such day.
  func archived(on day: BusinessDay) throws -> [ArchivedFile]
  /// Removes these, and their day once nothing is left of it; how many there were.
  func remove(_ files: [ArchivedFile], archivedOn day: BusinessDay) throws -> Int
}

/// What the ledger knows and keeps, as a purge sees it.
///
/// Its calls are one transaction each; what they throw explains itself.
package protocol PersonalDataPort: Sendable {
  /// When the newest evidence became known; nil when there is none.
  func newestMoment() throws -> Moment?
  /// Which of these callbacks are evidence.
  func known(_ callbacks: [CallbackName]) throws -> Set<CallbackName>
  /// Everything that was resolved among the unmatched callbacks, oldest first.
  func unmatchedResolutions() throws -> [UnmatchedResolution]
  /// Removes phone numbers and prompts' handles that no payment needs any more: none that is open, and none that is
  /// younger than the limit.
  func purgePersonal(before limit: PurgeLimit) throws -> PurgedPersonal
}
