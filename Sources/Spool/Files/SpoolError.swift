import Files
import Glibc
import Payments

/// Why the spool did not do what it was asked.
package enum SpoolError: ExplainedError, FileFailure, Equatable, Sendable {
  /// A call failed, with this errno.
  case failed(FileStep, code: Int32)
  /// Something that is no directory of ours lies in the place of one; nothing was done there.
  case planted(String, FileRefusal)
  /// A directory above the spool does not let this account pass.
  case closed(ClosedDirectory)
  /// The file is not there any more: somebody else has archived it or set it aside.
  case gone
  /// The file is there and is not what was written.
  case damaged(EnvelopeDamage)
  /// The item cannot be written as an envelope (its peer or its body is too long).
  case notAnEnvelope
  /// A day of the listener's own log is not what a listener writes.
  case witness(String, reason: String)

  /// A call failed.
  package static func failed(_ step: FileStep, _ code: Errno) -> SpoolError { .failed(step, code: code.rawValue) }

  /// Something that lies at a name was not used.
  package static func refused(_ name: String, _ why: FileRefusal) -> SpoolError {
    switch why {
    case .noRegularFile: .damaged(.noRegularFile)
    case .foreignFile: .damaged(.foreignFile)
    case .link, .noDirectory, .foreignDirectory, .openDirectory: .planted(name, why)
    }
  }

  /// The disk has no room: a release of the reserve may help.
  package var isOutOfSpace: Bool {
    if case .failed(_, let code) = self { code == ENOSPC || code == EDQUOT } else { false }
  }

  /// What happened, what it means for the money, and what to do now.
  ///
  /// The operating system's reason stands in it in the system's own words.
  package var explanation: Phrase {
    switch self {
    case .failed(let step, let code) where code == ENOSPC || code == EDQUOT:
      Phrase(
        "The disk of the spool is full (\(Self.words(step).english)): answers from Safaricom cannot be kept and are "
          + "asked for by query instead. Call the owner now: that disk needs room.",
        sw: "Diski ya spool imejaa (\(Self.words(step).swahili)): majibu ya Safaricom hayawezi kuhifadhiwa na "
          + "yanaulizwa badala yake. Mwite mmiliki sasa: diski hiyo inahitaji nafasi.")
    case .failed(let step, let code) where code == EMFILE || code == ENFILE:
      Phrase(
        "No file descriptor is left (\(Self.words(step).english)): answers wait unread. Raise the open-files limit and "
          + "start again.",
        sw: "Hakuna nafasi ya kufungua faili (\(Self.words(step).swahili)): majibu yanasubiri bila kusomwa. Ongeza "
          + "kikomo cha faili zilizo wazi na uiwashe tena.")
    case .failed(.rename, code: EXDEV):
      Phrase(
        "The spool could not be used (its directories lie on different filesystems, and nothing can be moved between them "
          + "in one step): new answers may not be kept. Those taken before are safe; Safaricom is asked about the others. "
          + "Call the owner: spool/ and all that is in it must lie on one filesystem.",
        sw:
          "Spool haikuweza kutumika (saraka zake ziko kwenye diski tofauti, na hakuna kinachoweza kuhamishwa kati yake "
          + "kwa hatua moja): majibu mapya huenda yasihifadhiwe. Yaliyopokelewa awali yamehifadhiwa salama; Safaricom inaulizwa "
          + "kuhusu mengine. Mwite mmiliki: spool/ na vyote vilivyomo lazima viwe kwenye diski moja.")
    case .planted(let place, let why):
      Phrase(
        "The spool could not be used (\(place) is \(Self.words(why).english)): new answers may not be kept. Nothing was "
          + "moved, and those taken before are safe. Call the owner: somebody who may write in the spool has put it there; "
          + "the directory that was there must come back.",
        sw:
          "Spool haikuweza kutumika (\(place) ni \(Self.words(why).swahili)): majibu mapya huenda yasihifadhiwe. Hakuna "
          + "kilichohamishwa, na yaliyopokelewa awali yamehifadhiwa salama. Mwite mmiliki: mtu mwenye ruhusa kwenye spool "
          + "amekiweka hapo; saraka iliyokuwepo lazima irejeshwe.")
    case .failed(let step, let code):
      Phrase(
        "The spool could not be used (\(Self.words(step).english): \(Self.words(code))): new answers may not be kept. "
          + "Those taken before are safe; Safaricom is asked about the others. Call the owner: look at its disk and "
          + "rights.",
        sw: "Spool haikuweza kutumika (\(Self.words(step).swahili): \(Self.words(code))): majibu mapya huenda "
          + "yasihifadhiwe. Yaliyopokelewa awali yamehifadhiwa salama; Safaricom inaulizwa kuhusu mengine. Mwite mmiliki: akague "
          + "diski yake na ruhusa zake.")
    case .closed(let directory):
      Phrase(
        "The spool could not be used (\(directory.words)): new answers may not be kept. Those taken before are safe; "
          + "Safaricom is asked about the others. Call the owner: kaunta doctor, run as root, says how it is opened.",
        sw: "Spool haikuweza kutumika (\(directory.path), iliyo juu yake, ina ruhusa \(modeDigits(directory.mode))): "
          + "majibu mapya huenda yasihifadhiwe. Yaliyopokelewa awali yamehifadhiwa salama; Safaricom inaulizwa kuhusu mengine. "
          + "Mwite mmiliki: kaunta doctor, ikiendeshwa na root, inasema jinsi ya kuifungua.")
    case .gone:
      Phrase(
        "Another desk was faster with this answer: nothing is lost.",
        sw: "Kaunta nyingine imewahi jibu hili: hakuna kilichopotea.")
    case .damaged(let damage):
      Phrase(
        "A file in the spool is damaged (\(damage.words)): it is kept in odd/. Check this payment by query or against "
          + "the statement.",
        sw:
          "Faili kwenye spool imeharibika (\(damage.words)): imehifadhiwa kwenye odd/. Kagua malipo haya kwa kuuliza Safaricom "
          + "au kwa statement ya M-Pesa.")
    case .notAnEnvelope:
      Phrase(
        "An answer was too long to keep. The payment is asked about by query instead.",
        sw: "Jibu lilikuwa refu mno kuhifadhiwa. Safaricom inaulizwa kuhusu malipo badala yake.")
    case .witness(let file, let reason):
      Phrase(
        "The listener's own log \(file) cannot be read (\(reason)): what it acknowledged on that day cannot be compared. "
          + "The ledger is not touched. Call the owner: see who wrote that file, and move it away.",
        sw: "Kumbukumbu ya kipokezi \(file) haisomeki (\(reason)): ilichopokea siku hiyo hakiwezi kulinganishwa. Leja "
          + "haijaguswa. Mwite mmiliki: angalia nani aliandika faili hiyo, na uiondoe.")
    }
  }

  /// Why, in a few English words, for a sentence that says of what.
  package var reason: String {
    switch self {
    case .failed(_, let code): Self.words(code)
    case .planted(_, let why): why.words
    case .closed(let directory): directory.words
    case .damaged(let damage): damage.words
    case .gone: "it is gone"
    case .notAnEnvelope: "too long"
    case .witness(_, let reason): reason
    }
  }

  private static func words(_ code: Int32) -> String { Errno(rawValue: code).words }

  private static func words(_ why: FileRefusal) -> Phrase {
    switch why {
    case .link: Phrase("a link, which is not followed", sw: "kiungo, ambacho hakifuatwi")
    case .foreignDirectory(let userID):
      Phrase(
        "a directory of user \(userID), who may not write there",
        sw: "saraka ya mtumiaji \(userID), asiyeruhusiwa kuandika hapo")
    case .openDirectory(let mode):
      Phrase("open to others, mode \(modeDigits(mode))", sw: "wazi kwa wengine, ruhusa \(modeDigits(mode))")
    case .noDirectory, .noRegularFile, .foreignFile: Phrase("no directory", sw: "si saraka")
    }
  }

  private static func words(_ step: FileStep) -> Phrase {
    switch step {
    case .openDirectory: Phrase("opening a directory", sw: "kufungua saraka")
    case .makeDirectory: Phrase("making a directory", sw: "kuunda saraka")
    case .list: Phrase("listing a directory", sw: "kuorodhesha saraka")
    case .create: Phrase("creating a file", sw: "kuunda faili")
    case .setMode: Phrase("setting a file's mode", sw: "kuweka ruhusa za faili")
    case .allocate: Phrase("reserving space", sw: "kutenga nafasi")
    case .write: Phrase("writing", sw: "kuandika")
    case .syncFile: Phrase("bringing a file to disk", sw: "kufikisha faili kwenye diski")
    case .close: Phrase("closing a file", sw: "kufunga faili")
    case .rename: Phrase("moving a file", sw: "kuhamisha faili")
    case .syncDirectory: Phrase("bringing a directory to disk", sw: "kufikisha saraka kwenye diski")
    case .read: Phrase("reading", sw: "kusoma")
    case .inspect: Phrase("looking at a file", sw: "kuangalia faili")
    case .lock: Phrase("locking", sw: "kufunga kwa kufuli")
    case .remove: Phrase("removing a file", sw: "kufuta faili")
    }
  }
}
