import SystemPackage

extension Errno {
  /// What helps where a file cannot be written, in a sentence for a person.
  ///
  /// - Parameters:
  ///   - code: why it cannot; nil where nobody says.
  ///   - mayBeElsewhere: the person chose the place, and may choose another.
  package static func remedy(_ code: Errno?, mayBeElsewhere: Bool) -> String {
    let orElsewhere = mayBeElsewhere ? ", or give another place." : "."
    return switch code {
    case .invalidArgument?, .illegalByteSequence?:
      "That place may not take such a name (a stick with FAT or exFAT takes none with : ? * \" < > |): give a plainer one."
    case .fileNameTooLong?: "Give a shorter name."
    case .noSuchFileOrDirectory?, .notDirectory?:
      "There is no such directory: make it, or mount what should lie there" + orElsewhere
    case .isDirectory?: "Give the name of a file in that directory."
    case .tooManySymbolicLinkLevels?: "A link there leads back to itself: remove it" + orElsewhere
    case .permissionDenied?, .notPermitted?:
      mayBeElsewhere ? "Give a place where this account may write." : "Do it as the account that made the home."
    case .readOnlyFileSystem?: "Mount it for writing" + orElsewhere
    case .noSpace?, .diskQuotaExceeded?, .fileTooLarge?: "Free space there" + orElsewhere
    case .ioError?, .operationNotSupportedByDevice?, .noSuchAddressOrDevice?:
      "Its disk or stick fails, or is gone: see to it" + orElsewhere
    default: "Free space there, mount it for writing" + orElsewhere
    }
  }
}
