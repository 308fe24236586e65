import Daraja
import Files

extension Home {
  /// The supervisors' PINs, as slow hashes.
  package var supervisorsFile: String { secretsDirectory + "/supervisors" }

  /// Writes the file of callback keys anew, with the words that explain it.
  package func write(_ ring: TagKeyRing, to path: String) throws(HomeProblem) {
    try replaceSecret(path, text: InitialSecrets.keyFileText(ring.keys))
  }

  /// Writes the supervisors' PINs anew, a line each.
  package func writeSupervisors(_ lines: [String]) throws(HomeProblem) {
    let heading = "# Supervisors and their PINs, as slow hashes; written by kaunta pin.\n"
    try replaceSecret(supervisorsFile, text: heading + lines.map { $0 + "\n" }.joined())
  }

  /// The supervisors' lines; none when there is no such file.
  ///
  /// - Throws: a problem when it is open to others or cannot be read.
  package func readSupervisors() throws(SettingsProblem) -> [String] {
    if FileFacts(path: supervisorsFile) == nil { return [] }
    let file = SecretFile(
      path: supervisorsFile, rights: rights ?? .oneUser, words: "the supervisors' PINs", source: "kaunta pin set")
    // A file from another system ends its lines with CR LF, which is one Character.
    return try file.text().split(whereSeparator: \.isNewline).map(String.init).filter { !$0.hasPrefix("#") }
  }

  private func replaceSecret(_ path: String, text: String) throws(HomeProblem) {
    do throws(FileError) {
      try WholeFile.replace(path, with: Array(text.utf8), mode: (rights ?? .oneUser).keptFile, durably: true)
    } catch {
      throw .cannotWrite(path, error)
    }
  }
}
