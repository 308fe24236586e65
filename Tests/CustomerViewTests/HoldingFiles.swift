import StoredFrames
import Testing

extension StoredFile {
  /// Holds the file equal to a text, or writes it if the variable says so.
  func hold(_ text: String, updatedBy variable: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    guard let complaint = try complaint(about: text, updatedBy: variable) else { return }
    Issue.record("\(complaint)", sourceLocation: sourceLocation)
  }
}
