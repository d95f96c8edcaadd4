//! A workbook that another program saved: the blank one with a few rows, opened and saved by LibreOffice 7.4.7 (`soffice --convert-to xlsx`).

use phancong::office::{csv, xlsx};

/// The files that the workbook was filled in from.
const FILES: [(&str, &str); 4] = [
    ("areas.csv", "id,name\nly-son,Huyện Lý Sơn\n"),
    (
        "organizations.csv",
        "id,name,area,parent,min,max\ny-te,Chi bộ Trung tâm Y tế,ly-son,,,2\n00123,\"Đảng bộ xã An Vĩnh; \"\"cũ\"\"\",ly-son,,1,3\n",
    ),
    (
        "members.csv",
        "id,name,body,own,scope\nUV-01,Nguyễn Thị Ước,ban-chap-hanh,,ly-son\nUV-02,'=Hoà,ban-chap-hanh,y-te,\n",
    ),
    (
        "registrations.csv",
        "member,organization,rank,on\nUV-01,y-te,1,27/11/2020\nUV-01,00123,2,\nUV-02,00123,1,28/11/2020\n",
    ),
];
const SAVED: &[u8] = include_bytes!("libreoffice.xlsx");

#[test]
fn f01_what_another_program_saved_is_read_as_it_was_filled_in() {
    let files = FILES.map(|(name, text)| (name, text.as_bytes()));
    let (read, sources) = xlsx::read_workbook("libreoffice.xlsx", SAVED).unwrap();
    assert_eq!(read, csv::read_files(files).unwrap().0);
    assert!(sources.tallies().all(|tally| tally.rejected == 0 && tally.outside == [1, 2]), "title and advice");
}

#[test]
fn faults_are_marked_in_it_too() {
    let fault = csv::read_files([("areas.csv", b"id,name\n\n,x\n".as_slice())]).unwrap_err().faults;
    let fault = fault.into_iter().find(|fault| fault.spot.row == Some(3)).unwrap();
    let spot = csv::Spot { sheet: Some("Địa bàn, đơn vị".into()), ..fault.spot.clone() };
    let copy = xlsx::mark(SAVED, &[csv::Fault { spot, ..fault }]).unwrap();
    assert_eq!(xlsx::read_workbook("so.xlsx", &copy).unwrap().0, xlsx::read_workbook("so.xlsx", SAVED).unwrap().0);
    assert!(copy.len() > SAVED.len() / 2);
}
