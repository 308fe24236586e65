import Files
import Glibc
import Payments

extension SpoolDirectory {
  /// Keeps an answer, whole and on disk.
  ///
  /// On a full one it takes nothing of the reserve, of which the ledger would eat the rest: that is for callbacks.
  /// Its directory entry is not brought to disk: what is lost of it in a power cut was in memory alone before.
  package func keep(_ answer: KeptAnswer, _ seal: AnswerSeal) throws(SpoolError) {
    let root = try root()
    let unfinished = try root.directory(.tmp)
    let temporary = temporaryName()
    try unfinished.create(temporary, answer.content(seal), mode: modes.file, durably: true)
    do throws(SpoolError) {
      // What stands there has the same content.
      if try !unfinished.move(temporary, to: try root.directory(.new), as: answer.fileName(seal)) {
        unfinished.unlinkQuietly(temporary)
      }
    } catch {
      unfinished.unlinkQuietly(temporary)
      throw error
    }
  }

  /// A kept answer; nil when it is gone.
  ///
  /// - Throws: ``SpoolError/damaged(_:)`` when it is not what was kept.
  package func keptAnswer(_ fileName: String, _ seal: AnswerSeal) throws(SpoolError) -> KeptAnswer? {
    guard let content = try open(.new).content(fileName, limitBytes: KeptAnswer.longestBytes) else { return nil }
    guard let answer = KeptAnswer(content, fileName: fileName, seal: seal) else { throw .damaged(.bodyChanged) }
    return answer
  }

  /// Takes a kept answer away, since the ledger has it; one that is gone is no error.
  package func forgetAnswer(_ fileName: String) throws(SpoolError) {
    do throws(SpoolError) { try open(.new).unlink(fileName) } catch .failed(_, code: ENOENT) {}
  }
}
