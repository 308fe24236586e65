import Payments

/// A file of the spool that waits for a person.
package struct UnmatchedFile: Sendable, Equatable {
  /// Its name there: somebody's words, to be shown nowhere.
  package var fileName: String
  /// What its name and the reason beside it tell.
  package var item: UnmatchedItem

  package init(fileName: String, item: UnmatchedItem) {
    self.fileName = fileName
    self.item = item
  }
}

/// What the spool keeps for a person.
package protocol UnmatchedPort: Sendable {
  /// All of it, in the order of names.
  func unmatchedFiles() throws -> [UnmatchedFile]
  /// What one of them holds, and when it came by the wall clock; nil when it is not whole.
  func content(of file: UnmatchedFile) -> (arrival: Arrival, arrivedWallMilliseconds: Int64)?
  /// Files one as archived on a day; nothing where another process has done so.
  func archive(_ file: UnmatchedFile, on day: BusinessDay) throws
}
