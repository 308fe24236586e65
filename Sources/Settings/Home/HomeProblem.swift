import Files

/// Why a home cannot be found, made or used.
package enum HomeProblem: Error, Equatable, Sendable {
  /// Nothing says where the home is.
  case noPlace
  /// The option names nothing.
  case emptyOption
  /// There is a home already.
  case alreadyThere(String)
  /// There is something else already.
  case notEmpty(String)
  /// What lies in the place of a directory is none.
  case inTheWay(String)
  /// The directory belongs to another account.
  case belongsToAnother(String, owner: String)
  /// The place cannot do what a home needs.
  case unfit(String, HomeNeed)
  /// The group is not known here.
  case unknownGroup(String)
  /// The user is not known here.
  case unknownUser(String)
  /// A file or directory could not be made.
  case cannotMake(String, reason: String)
  /// A secret could not be written anew.
  case cannotWrite(String, FileError)
  /// The new spool does not take callbacks; why.
  case spoolFails(String)
  /// Real money comes to it, and a simulator was to be started for it.
  case forRealMoney(String)
  /// The bytes handed in make no tag key.
  case badKeyBytes

  /// It is about the disk or its rights, and not about what was asked for.
  package var isAboutTheDisk: Bool {
    switch self {
    case .cannotMake, .cannotWrite, .spoolFails, .unfit: true
    default: false
    }
  }

  /// What happened, and what to do.
  package var sentence: String {
    switch self {
    case .noPlace: "Nothing says where the home is. Give --home DIR, or set KAUNTA_HOME or HOME."
    case .emptyOption:
      "--home has no directory behind it. Nothing was done. Give one, or leave --home away for the home that KAUNTA_HOME "
        + "or HOME says."
    case .alreadyThere(let path):
      "There is a home at \(path) already, and it stays as it is. Use it with --home, or choose another directory."
    case .notEmpty(let path):
      "\(path) is not an empty directory, so no home was made in it. Choose a new directory."
    case .inTheWay(let path):
      "\(path) is there and is no directory, so no home was made. Choose another directory, or put that away."
    case .belongsToAnother(let path, let owner):
      "\(path) belongs to \(owner), so no home was made: its settings and secrets must be its owner's. Make it as that "
        + "account, or choose a directory that is not there yet."
    case .unfit(let path, let need):
      "No home was made at \(path): \(need.sentence). Choose another directory, on a disk of this machine."
    case .unknownGroup(let name):
      "There is no group \"\(name)\" on this machine, so no home was made. Make it with: groupadd \(name)"
    case .unknownUser(let name):
      "There is no user \"\(name)\" on this machine, so no home was made. Make it with: useradd --system \(name)"
    case .cannotMake(let path, let reason):
      "\(path) could not be made (\(reason)), so no home was made. Choose a directory that you may write to."
    case .cannotWrite(let path, let error):
      "\(path) could not be written (\(error.words)), so it is as it was. "
        + Errno.remedy(error.code, mayBeElsewhere: false)
    case .spoolFails(let problem):
      "No home was made there, since its filesystem cannot take Safaricom's answers. \(problem) Choose another directory."
    case .forRealMoney(let path):
      "The home at \(path) is for real money, so no simulator was started for it: a desk would believe what it says. "
        + "Choose a home that was made with kaunta init --simulator."
    case .badKeyBytes: "The machine gave no 32 random bytes for a key, so no home was made. Try again."
    }
  }
}
