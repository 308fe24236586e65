import Payments

/// What can go wrong with the ledger, each with a sentence for the person who sees it.
package enum LedgerError: ExplainedError, Equatable, Sendable {
  case cannotOpen(reason: String)
  case cannotRead(reason: String)
  case cannotWrite(reason: String)
  /// Another program, which is no Kaunta or has stopped, keeps the file locked; its name where the kernel tells it.
  case busy(holder: String?)
  case damaged(reason: String)
  case newerSchema
  case boundElsewhere(environment: String, shortCode: String)
  case settingRefused(name: String, value: String)
  case replaced
  /// Somebody holds its lock, and this program waits no longer.
  case held(by: String)
  case restoredLately(waitMilliseconds: Int64)
  /// There was a ledger, and nothing lies in its place now.
  case gone(path: String)
  /// Its directory was moved away with it, or is not mounted any more.
  case movedAway(path: String, isAnotherThere: Bool)
  /// Whether a key of `--once` was used in a ledger that was put aside cannot be told.
  case keysUnknown(file: String, isLocked: Bool)

  /// The same as a state that lasts, for payments that were sent before.
  package func standing(answersAreKept: Bool) -> Phrase {
    let kept =
      answersAreKept
      ? Phrase(
        " Answers that come meanwhile are kept in the spool.", sw: " Majibu yanayokuja yanahifadhiwa kwenye spool.")
      : Phrase.none
    switch self {
    case .cannotOpen(let reason):
      return Phrase(
        "The ledger cannot be opened (\(reason)): nothing can be asked for.",
        sw: "Leja haiwezi kufunguliwa (\(reason)): hakuna kinachoweza kuombwa.") + kept
        + Phrase(
          " Call the owner: look at its disk and rights.", sw: " Mwite mmiliki: akague diski yake na ruhusa zake.")
    case .cannotRead(let reason):
      return Phrase(
        "The ledger cannot be read (\(reason)): what is shown of payments may be old.",
        sw: "Leja haiwezi kusomwa (\(reason)): kinachoonyeshwa kuhusu malipo huenda ni cha zamani.") + kept
        + Phrase(
          " Call the owner: look at its disk and rights.", sw: " Mwite mmiliki: akague diski yake na ruhusa zake.")
    case .cannotWrite(let reason):
      return Phrase(
        "The ledger cannot be written (\(reason)): nothing new is sent.",
        sw: "Leja haiwezi kuandikwa (\(reason)): hakuna ombi jipya linalotumwa.") + kept
        + Phrase(
          " Call the owner: the disk needs room or repair.",
          sw: " Mwite mmiliki: diski inahitaji nafasi au kutengenezwa.")
    case .busy(let holder):
      return Phrase(
        "The ledger is locked: \(holder ?? LedgerHolders.unknown) has it open. Nothing new is written or sent, and "
          + "what is shown of payments may be old.",
        sw: "Leja imefungwa: \(holder ?? "programu nyingine") imeifungua. Hakuna jipya linaloandikwa wala "
          + "kutumwa, na kinachoonyeshwa kuhusu malipo huenda ni cha zamani.")
        + kept
        + Phrase(
          " Close that program: Kaunta then goes on by itself.",
          sw: " Funga programu hiyo: Kaunta itaendelea yenyewe.")
    case .held(let holder):
      return Phrase(
        "\(holder) has held the ledger for too long: nothing new is sent.",
        sw: "\(holder) imeishikilia leja muda mrefu: hakuna ombi jipya linalotumwa.") + kept
        + Phrase(
          " Let that program go on, or end it.", sw: " Acha programu hiyo iendelee, au uifunge.")
    case .damaged(let reason):
      return Phrase(
        "The ledger is damaged (\(reason)), and is left untouched.",
        sw: "Leja imeharibika (\(reason)), na imeachwa ilivyo.") + kept
        + Phrase(
          " Call the owner: restore a backup, then run `kaunta verify`.",
          sw: " Mwite mmiliki: rejesha backup, kisha endesha `kaunta verify`.")
    case .replaced:
      return Phrase(
        "Another ledger lies in the place of the one that this program opened: it was restored from a backup.",
        sw: "Leja nyingine iko mahali pa ile iliyofunguliwa: imerejeshwa kutoka kwenye backup.") + kept
    case .newerSchema, .boundElsewhere, .settingRefused, .restoredLately, .gone, .movedAway, .keysUnknown:
      return explanation
    }
  }

  /// What happened, in a word for scripts.
  package var name: String {
    switch self {
    case .busy, .held: "ledger-locked"
    case .damaged: "ledger-damaged"
    case .boundElsewhere: "ledger-of-another-shop"
    case .newerSchema: "ledger-of-newer-version"
    case .replaced: "ledger-replaced"
    case .restoredLately: "restored-lately"
    case .gone: "ledger-gone"
    case .movedAway: "ledger-moved-away"
    case .keysUnknown: "keys-unknown"
    case .cannotOpen, .cannotRead, .cannotWrite, .settingRefused: "not-writable"
    }
  }

  /// It is about the ledger as it is, and the next writing will be refused as well, until somebody does something.
  var refusesWriting: Bool {
    switch self {
    case .cannotWrite, .busy: true
    default: false
    }
  }

  /// What happened, what it means for the money, what to do now.
  ///
  /// The reason in brackets is what SQLite or the operating system says, in its own words.
  package var explanation: Phrase {
    switch self {
    case .cannotOpen(let reason):
      Phrase(
        "The ledger cannot be opened (\(reason)). No payment can be asked for; callbacks stay safe in the spool. "
          + "Run `kaunta doctor`.",
        sw: "Leja haiwezi kufunguliwa (\(reason)). Hakuna malipo yanayoweza kuombwa; majibu yamehifadhiwa salama "
          + "kwenye spool. Endesha `kaunta doctor`.")
    case .cannotRead(let reason):
      Phrase(
        "The ledger cannot be read (\(reason)). What is on screen may be old; callbacks stay safe in the spool. "
          + "Run `kaunta doctor`.",
        sw: "Leja haiwezi kusomwa (\(reason)). Kilicho kwenye skrini huenda ni cha zamani; majibu yamehifadhiwa "
          + "salama kwenye spool. Endesha `kaunta doctor`.")
    case .cannotWrite(let reason):
      Phrase(
        "The ledger cannot be written (\(reason)). Nothing was sent; answers in the spool stay safe there. "
          + "Call the owner: the disk needs room or repair.",
        sw: "Leja haiwezi kuandikwa (\(reason)). Hakuna kilichotumwa; majibu yaliyo kwenye spool yamehifadhiwa salama. "
          + "Mwite mmiliki: diski inahitaji nafasi au kutengenezwa.")
    case .busy(let holder):
      Phrase(
        "The ledger is locked: \(holder ?? LedgerHolders.unknown) has it open. Nothing new is written or sent; answers that "
          + "come are kept in the spool. Close that program: Kaunta then goes on by itself.",
        sw: "Leja imefungwa: \(holder ?? "programu nyingine") imeifungua. Hakuna jipya linaloandikwa wala kutumwa; "
          + "majibu yanayokuja yanahifadhiwa kwenye spool. Funga programu hiyo: Kaunta itaendelea yenyewe.")
    case .damaged(let reason):
      Phrase(
        "The ledger is damaged (\(reason)). It is left untouched and callbacks stay safe in the spool. "
          + "Call the owner: restore a backup, then run `kaunta verify`.",
        sw: "Leja imeharibika (\(reason)). Imeachwa ilivyo na majibu yamehifadhiwa salama kwenye spool. "
          + "Mwite mmiliki: rejesha backup, kisha endesha `kaunta verify`.")
    case .newerSchema:
      Phrase(
        "The ledger was written by a newer Kaunta. Nothing was changed. Install that version on this machine.",
        sw: "Leja iliandikwa na Kaunta mpya zaidi. Hakuna kilichobadilishwa. Sakinisha toleo hilo kwenye mashine hii.")
    case .boundElsewhere(let environment, let shortCode):
      Phrase(
        "This ledger belongs to \(environment), short code \(shortCode). Nothing was changed. "
          + "Use the home whose settings say so, or start a new one with `kaunta init`.",
        sw: "Leja hii ni ya \(environment), short code \(shortCode). Hakuna kilichobadilishwa. "
          + "Tumia folda ya Kaunta ambayo mipangilio yake inasema hivyo, au anza mpya kwa `kaunta init`.")
    case .settingRefused(let name, let value): Self.refused(name, value)
    case .held(let holder):
      Phrase(
        "\(holder) has held the ledger for too long, and this program waits no longer. Nothing was written or sent. Let "
          + "that program go on, or end it, then try again.",
        sw: "\(holder) imeishikilia leja muda mrefu, na programu hii haisubiri tena. Hakuna kilichoandikwa wala "
          + "kutumwa. Acha programu hiyo iendelee, au uifunge, kisha jaribu tena.")
    case .replaced:
      Phrase(
        "Another ledger lies in the place of the one that this program opened: it was restored from a backup. Nothing "
          + "was written; callbacks stay safe in the spool. Close this program and start it again.",
        sw: "Leja nyingine iko mahali pa ile iliyofunguliwa: imerejeshwa kutoka kwenye backup. Hakuna "
          + "kilichoandikwa; majibu yamehifadhiwa salama kwenye spool. Funga programu hii na uiwashe tena.")
    case .gone(let path): Self.gone(path)
    case .movedAway(let path, let isAnotherThere): isAnotherThere ? Self.movedForAnother(path) : Self.movedAway(path)
    case .keysUnknown(let file, let isLocked): isLocked ? Self.keysBehindALock(file) : Self.keysUnreadable(file)
    case .restoredLately(let milliseconds):
      Phrase(
        "The ledger was restored from a backup a moment ago, and a prompt that it does not know may still be on a "
          + "phone. Nothing was sent. Ask again in \((milliseconds + 999) / 1000) s.",
        sw: "Leja imerejeshwa kutoka kwenye backup sasa hivi, na ombi isilolijua huenda bado liko kwenye simu. "
          + "Hakuna kilichotumwa. Omba tena baada ya sekunde \((milliseconds + 999) / 1000).")
    }
  }
}

extension LedgerError {
  private static func gone(_ path: String) -> Phrase {
    Phrase(
      "The ledger is gone: \(path) is not there, or empty, although this shop had one. Nothing was sent, and no new "
        + "one is begun: it would know nothing of what was asked and paid. Call the owner: mount the disk on which it "
        + "lies, or restore a backup with `kaunta restore`.",
      sw: "Leja haipo: \(path) haipo au ni tupu, ingawa duka hili lilikuwa na leja. Hakuna kilichotumwa, na mpya "
        + "haianzishwi: haingejua kilichoombwa wala kulipwa. Mwite mmiliki: aunganishe diski yake, au arejeshe backup "
        + "kwa `kaunta restore`.")
  }

  private static func refused(_ name: String, _ value: String) -> Phrase {
    Phrase(
      "SQLite refused the setting \(name) (it says \(value)), without which a power cut could lose a payment. "
        + "Nothing was written. Put the home on a local disk.",
      sw: "SQLite imekataa mpangilio \(name) (inasema \(value)), ambao bila huo umeme ukikatika malipo yanaweza "
        + "kupotea. Hakuna kilichoandikwa. Weka folda ya Kaunta kwenye diski ya mashine hii.")
  }

  private static func movedForAnother(_ path: String) -> Phrase {
    Phrase(
      "The ledger that this program opened was moved away with its directory, and another one lies at \(path) now. "
        + "Nothing is written or sent here any more. Close this program and start it again: it then works with that one.",
      sw: "Leja iliyofunguliwa na programu hii imehamishwa pamoja na saraka yake, na nyingine iko \(path) sasa. Hakuna "
        + "kinachoandikwa wala kutumwa hapa tena. Funga programu hii na uiwashe tena: itatumia hiyo nyingine.")
  }

  private static func movedAway(_ path: String) -> Phrase {
    Phrase(
      "The ledger that this program opened does not lie at \(path) any more: the shop was moved away, or its disk is not "
        + "mounted. Nothing is written or sent here any more. Call the owner, and close this program.",
      sw: "Leja iliyofunguliwa na programu hii haipo tena \(path): duka limehamishwa, au diski yake haijaunganishwa. "
        + "Hakuna kinachoandikwa wala kutumwa hapa tena. Mwite mmiliki, na ufunge programu hii.")
  }

  private static func keysBehindALock(_ file: String) -> Phrase {
    Phrase(
      "Whether this key of --once was used before the ledger was restored is not known: another program has \(file), "
        + "the ledger that was put aside. Nothing was sent. Close that program, then try again.",
      sw: "Haijulikani kama ufunguo huu wa --once ulitumika kabla leja haijarejeshwa: programu nyingine imeshika "
        + "\(file), leja iliyowekwa kando. Hakuna kilichotumwa. Funga programu hiyo, kisha jaribu tena.")
  }

  private static func keysUnreadable(_ file: String) -> Phrase {
    Phrase(
      "Whether this key of --once was used before the ledger was restored is not known: \(file), the ledger that was "
        + "put aside, cannot be read. Nothing was sent. Look in the M-Pesa statement whether this was paid. Keys are "
        + "taken again once the owner has compared the statement and moved that file out of its directory.",
      sw:
        "Haijulikani kama ufunguo huu wa --once ulitumika kabla leja haijarejeshwa: \(file), leja iliyowekwa kando, "
        + "haisomeki. Hakuna kilichotumwa. Angalia statement ya M-Pesa kama hii imelipwa. Funguo zitakubaliwa tena "
        + "mmiliki akishalinganisha statement na kuhamisha faili hiyo.")
  }
}
