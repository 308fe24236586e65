import Files
import Glibc

/// One change at a time of who the cashiers are: each reads the map of tills, and writes all of it.
///
/// The lock lies where only root writes: in the home any cashier could hold it.
package struct CashierTurn {
  private static let patienceMilliseconds: Int32 = 30_000
  private let lock: NamedLock

  /// Waits for whoever changes them now.
  ///
  /// - Throws: ``CashierProblem``, when that takes half a minute or the lock cannot be made.
  package init(directory: String = CashierPlaces.settings) throws(CashierProblem) {
    do throws(FileError) {
      let places = try Directory<FileError>.open(path: directory, label: directory, calls: CheckedCalls())
      var waited: Int32 = 0
      while true {
        switch try NamedLock.take("cashiers.lock", in: places, mode: 0o600, holder: "process \(getpid())") {
        case .held(let lock):
          self.lock = lock
          return
        case .busy:
          guard waited < Self.patienceMilliseconds else {
            throw FileError.failed(.lock, .resourceTemporarilyUnavailable)
          }
          // Another command of the owner's has it for as long as it works, and tells nobody of its end.
          poll(nil, 0, 50)
          waited += 50
        }
      }
    } catch {
      throw .machine(.cannotWrite(directory + "/cashiers.lock", reason: error.words))
    }
  }
}
