import Payments

/// Questions about the desk itself.
extension HelpTopic {
  static func aboutTheDesk(_ keys: HelpKeys) -> [HelpTopic] { [till, internet(keys), totals, screen] }

  private static var till: HelpTopic {
    HelpTopic(
      Phrase("till", sw: "till"),
      Phrase("The till is taken, or the desk was closed.", sw: "Till ina mtu, au programu imefungwa."),
      [
        Phrase(
          "Start the desk again. Nothing is lost, nobody is asked twice, and it says what became of each payment.",
          sw: "Washa programu tena. Hakuna kinachopotea, hakuna anayeombwa mara mbili, na husema malipo yameendaje."),
        Phrase(
          "Your till is open already: the line was cut, or you left it open. Answer yes, and it goes on here.",
          sw: "Till yako iko wazi: muunganisho ulikatika, au uliiacha wazi. Jibu ndiyo, na itaendelea hapa."),
        Phrase(
          "Somebody else has it: you cannot take it. The owner sees who is where with kaunta tills.",
          sw: "Ni ya mtu mwingine: huwezi kuichukua. Mmiliki huona nani yuko wapi kwa kaunta tills."),
        Phrase(
          "A desk that says it ends soon is closed by the owner. Finish with your customer, and log in again after.",
          sw: "Programu ikisema itafungwa, mmiliki anaifunga. Maliza na mteja wako, kisha ingia tena."),
      ])
  }

  private static func internet(_ keys: HelpKeys) -> HelpTopic {
    HelpTopic(
      Phrase("internet", sw: "mtandao"), Phrase("There is no internet.", sw: "Hakuna mtandao."),
      [
        Phrase(
          "NOT SENT: no money was asked for. Read its third line; type it again when the network is back.",
          sw: "OMBI HALIKUTUMWA: hakuna pesa iliyoombwa. Soma mstari wa tatu; omba tena mtandao ukirudi."),
        Phrase(
          "What is with a customer may still be paid. No goods on trust: the answers are asked for by themselves.",
          sw: "Ombi lililo kwa mteja huenda likalipwa. Usitoe bidhaa kwa kuaminiana: majibu huulizwa yenyewe."),
        Phrase(
          "Cash meanwhile: \(keys.otherWay) on the row of whoever was asked already.",
          sw: "Taslimu kwa sasa: \(keys.otherWay) kwenye safu ya aliyeombwa tayari."),
        Phrase(
          "Look at cable, Wi-Fi and router. Then call the owner: kaunta doctor says what is wrong.",
          sw: "Angalia waya, Wi-Fi na ruta. Kisha mwite mmiliki: kaunta doctor husema kasoro iko wapi."),
      ])
  }

  private static var totals: HelpTopic {
    HelpTopic(
      Phrase("totals", sw: "jumla"), Phrase("What was paid today?", sw: "Leo zimelipwa pesa ngapi?"),
      [
        Phrase(
          "Paid today, at the top right, is the whole shop's; below Waiting stands what was paid at your till.",
          sw: "Yamelipwa leo, juu kulia, ni ya duka zima; chini ya Yanasubiri ni ya till yako."),
        Phrase(
          "By supervisor is apart: what she accepted or kept without M-Pesa's proof. To resolve is in neither sum.",
          sw: "Na msimamizi ni kando: aliyokubali au kuhifadhi bila M-Pesa. Ya kutatua haimo kwenye jumla zote mbili."),
        Phrase(
          "What still waits is not lost when you leave; it counts on the day on which it is paid.",
          sw: "Yanayosubiri hayapotei ukitoka; huhesabiwa siku ambayo yamelipwa."),
        Phrase(
          "For the owner: kaunta payments lists them, kaunta status says who must look. The M-Pesa statement decides.",
          sw: "Kwa mmiliki: kaunta payments huyaorodhesha, kaunta status husema. Statement ya M-Pesa ndiyo huamua."),
      ])
  }

  private static var screen: HelpTopic {
    HelpTopic(
      Phrase("screen", sw: "skrini"),
      Phrase("The screen is a mess, or hard to read.", sw: "Skrini imevurugika, au haisomeki vizuri."),
      [
        Phrase(
          "No payment is touched by it: leave, and start the desk again. 80 columns by 24 rows is the least for all.",
          sw: "Malipo hayaguswi: toka, na uwashe programu tena. Safu 80 kwa mistari 24 ndizo chache za kutosha."),
        Phrase(
          "The shell shows nothing of what you type: type reset, and end the line.",
          sw: "Unachoandika hakionekani baada ya kutoka: andika reset, na umalize mstari."),
        Phrase(
          "Odd signs, or columns that shift: glyphs = \"ascii\" in kaunta.toml, which the owner can write.",
          sw: "Alama za ajabu, au safu zinazohama: glyphs = \"ascii\" kwenye kaunta.toml, ambayo mmiliki huandika."),
        Phrase(
          "Colours hard to see: kaunta desk --theme high-contrast; in the sun high-contrast-light.",
          sw: "Rangi hazionekani: kaunta desk --theme high-contrast; kwenye jua high-contrast-light."),
        Phrase(
          "Without a screen: kaunta desk --plain says everything in lines.",
          sw: "Bila skrini: kaunta desk --plain husema yote kwa mistari."),
      ])
  }
}
