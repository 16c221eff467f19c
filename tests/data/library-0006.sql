BEGIN TRANSACTION;
CREATE TABLE access_request (
	id TEXT NOT NULL, 
	report_id TEXT, 
	person TEXT NOT NULL, 
	message TEXT NOT NULL, 
	asked BIGINT NOT NULL, 
	CONSTRAINT pk_access_request PRIMARY KEY (id), 
	CONSTRAINT uq_access_request_report_id UNIQUE (report_id, person), 
	CONSTRAINT fk_access_request_report_id FOREIGN KEY(report_id) REFERENCES report (id)
);
INSERT INTO "access_request" VALUES('qpzzdtkpsbw','rpwdjwf35df','cleo','Please.',1795799583349082);
INSERT INTO "access_request" VALUES('qvot7znitda',NULL,'cleo','',1795799583349082);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0006');
CREATE TABLE asking (
	person TEXT NOT NULL, 
	asked_for TEXT NOT NULL, 
	asked BIGINT NOT NULL, 
	CONSTRAINT pk_asking PRIMARY KEY (person, asked_for)
);
CREATE TABLE attachment (
	report_id TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	path TEXT NOT NULL, 
	blob INTEGER NOT NULL, 
	CONSTRAINT pk_attachment PRIMARY KEY (report_id, number, position), 
	CONSTRAINT fk_attachment_version FOREIGN KEY(report_id, number) REFERENCES version (report_id, number), 
	CONSTRAINT fk_attachment_blob FOREIGN KEY(blob) REFERENCES blob (id)
)
 WITHOUT ROWID

;
INSERT INTO "attachment" VALUES('rr6gcfftsjq',2,0,'environment','requirements.txt',5);
INSERT INTO "attachment" VALUES('rr6gcfftsjq',2,1,'file','peaks.csv',6);
CREATE TABLE audit (
	id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	actor TEXT NOT NULL, 
	deed TEXT NOT NULL, 
	report_id TEXT, 
	version INTEGER, 
	details TEXT NOT NULL, 
	address TEXT NOT NULL, 
	CONSTRAINT pk_audit PRIMARY KEY (id)
);
CREATE TABLE blob (
	id INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	size BIGINT NOT NULL, 
	crc32 BIGINT NOT NULL, 
	gzip_size BIGINT NOT NULL, 
	unclaimed BIGINT, 
	CONSTRAINT pk_blob PRIMARY KEY (id), 
	CONSTRAINT uq_blob_sha256 UNIQUE (sha256)
);
INSERT INTO "blob" VALUES(1,'860a8f5c3068600306a1a2e455ad97cd87f843b87dee0c388dc77f965de16575',213,2542442426,169,NULL);
INSERT INTO "blob" VALUES(2,'67d6fa658fe03e956fb73affdb5163cda422925ac6fd18fe106cae1ac397b73c',35,1014757664,57,NULL);
INSERT INTO "blob" VALUES(3,'eba52dba003bb5b651fc9e37d8ed1df9900a6f03b4dfe0f26fe4bdbe4f715791',213,3147272127,169,NULL);
INSERT INTO "blob" VALUES(4,'688d2d65fb89fb0816262592940ff50bd65725787f4cc7a82de7734481939c51',12,1249761885,38,NULL);
INSERT INTO "blob" VALUES(5,'face025c59f708edef23a8040f867bc583a365a5aa87fcae3047c8e1a4b0f8a5',13,1809167610,39,NULL);
INSERT INTO "blob" VALUES(6,'81bf9fa83c6f7f151bd491a98cd7d933de3965289e3ebd77c6c425f7eaa16392',8,7528227,34,NULL);
INSERT INTO "blob" VALUES(7,'4fec4605f924a3daeb376ad7a58123cf151a7dfe7acf6c3acf7a0466e6b7397e',197,3871090033,155,NULL);
CREATE TABLE blob_part (
	blob INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	part INTEGER NOT NULL, 
	CONSTRAINT pk_blob_part PRIMARY KEY (blob, position), 
	CONSTRAINT fk_blob_part_blob FOREIGN KEY(blob) REFERENCES blob (id), 
	CONSTRAINT fk_blob_part_part FOREIGN KEY(part) REFERENCES part (id)
)
 WITHOUT ROWID

;
INSERT INTO "blob_part" VALUES(1,0,1);
INSERT INTO "blob_part" VALUES(2,0,2);
INSERT INTO "blob_part" VALUES(3,0,3);
INSERT INTO "blob_part" VALUES(4,0,4);
INSERT INTO "blob_part" VALUES(5,0,5);
INSERT INTO "blob_part" VALUES(6,0,6);
INSERT INTO "blob_part" VALUES(7,0,7);
CREATE TABLE change (
	seq BIGINT NOT NULL, 
	mark TEXT NOT NULL, 
	report_id TEXT, 
	CONSTRAINT pk_change PRIMARY KEY (seq)
);
INSERT INTO "change" VALUES(0,'0b5ae3baa11dfa8c',NULL);
INSERT INTO "change" VALUES(1,'664a2b0dabc1202d','rr6gcfftsjq');
INSERT INTO "change" VALUES(2,'4cf755a38fdb4b5d','rpwdjwf35df');
CREATE TABLE clock (
	id INTEGER NOT NULL, 
	n BIGINT NOT NULL, 
	CONSTRAINT pk_clock PRIMARY KEY (id)
);
INSERT INTO "clock" VALUES(1,2);
CREATE TABLE feed_token (
	person TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	created BIGINT NOT NULL, 
	CONSTRAINT pk_feed_token PRIMARY KEY (person), 
	CONSTRAINT uq_feed_token_hash UNIQUE (hash)
);
CREATE TABLE idempotency (
	actor TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	answer BLOB NOT NULL, 
	created BIGINT NOT NULL, 
	CONSTRAINT pk_idempotency PRIMARY KEY (actor, "key")
);
CREATE TABLE loose_part (
	name TEXT NOT NULL, 
	since BIGINT NOT NULL, 
	CONSTRAINT pk_loose_part PRIMARY KEY (name)
);
CREATE TABLE meta (
	library TEXT NOT NULL, 
	created BIGINT NOT NULL, 
	CONSTRAINT pk_meta PRIMARY KEY (library)
);
INSERT INTO "meta" VALUES('8c33756a-96c7-4532-8e66-4bc014d09065',1795799583338311);
CREATE TABLE part (
	id INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	deflated BLOB NOT NULL, elsewhere INTEGER, 
	CONSTRAINT pk_part PRIMARY KEY (id), 
	CONSTRAINT uq_part_sha256 UNIQUE (sha256)
);
INSERT INTO "part" VALUES(1,'860a8f5c3068600306a1a2e455ad97cd87f843b87dee0c388dc77f965de16575',213,X'5C8EC10A02310C447F65C949C18BAC5EFC15594AEC66B5B84D4A9B82CBD27FB7ED49BCE54D6686D9C1D2BA26B80DF7BD9F46B74015C1CA4C701A803E64B33A616325B3D6D7B9AA6E6E1E6C064F8A332A56612F95256BC8DA2BA78A4972B4BD71716A9E985372C8E9301EA14C7F717853645A5320DB91D1F764D8F4253C4269FDFC58247A6C4B2E3F68BC638955BC962F000000FFFF',NULL);
INSERT INTO "part" VALUES(2,'67d6fa658fe03e956fb73affdb5163cda422925ac6fd18fe106cae1ac397b73c',35,X'B2514CC94F2EA92C4855C828C9CDB1B329C92CC949B52B484C4FB5D187B0B900000000FFFF',NULL);
INSERT INTO "part" VALUES(3,'eba52dba003bb5b651fc9e37d8ed1df9900a6f03b4dfe0f26fe4bdbe4f715791',213,X'5C8EC10A02310C447F65C949C18BB85EFC15594AEC66B5B84D4A9B82CBD27FB7ED49BCE54D6686D9C1D2BA26B80DF7BD9F46B74015C1CA4C701A803E64B33A616325B3D6D7B9AA6E6E1E6C064F8A332A56612F95256BC8DA2BA78A4972B4BD71716A9E985372C8E9301EA14C7F717853645A5320DB91D1F764D8F4257C81D2FAF9B148F4D8968C3F68BC638955BC962F000000FFFF',NULL);
INSERT INTO "part" VALUES(4,'688d2d65fb89fb0816262592940ff50bd65725787f4cc7a82de7734481939c51',12,X'0AF274735328C84C2E292D4A05000000FFFF',NULL);
INSERT INTO "part" VALUES(5,'face025c59f708edef23a8040f867bc583a365a5aa87fcae3047c8e1a4b0f8a5',13,X'CA2BCD2DA8B4B535D233D033E002000000FFFF',NULL);
INSERT INTO "part" VALUES(6,'81bf9fa83c6f7f151bd491a98cd7d933de3965289e3ebd77c6c425f7eaa16392',8,X'AAD0A9E432D431E202000000FFFF',NULL);
INSERT INTO "part" VALUES(7,'4fec4605f924a3daeb376ad7a58123cf151a7dfe7acf6c3acf7a0466e6b7397e',197,X'5C8D410A02310C45AF3264ED46D48D5791A1D436E2609B94360587D2BB4FDA95B8CBFBFFF1D3C0610805EECBA3CDD3C89E50111C7B84D302F845576563328E2B8956674D373F1C3B848862BD15AB41EBCA5C25559993AB62E19ADD5C84BEFEE9F0C14C184A4237916C9C66DAE5CD74813EF6E8F9E21CEDF87CFD411337E2ACE1AD1F000000FFFF',NULL);
CREATE TABLE person (
	name TEXT NOT NULL, 
	display_name TEXT NOT NULL, 
	CONSTRAINT pk_person PRIMARY KEY (name)
);
INSERT INTO "person" VALUES('ada','Ada L.');
CREATE TABLE report (
	id TEXT NOT NULL, 
	title TEXT NOT NULL, 
	summary TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	audience TEXT NOT NULL, 
	latest INTEGER NOT NULL, 
	created BIGINT NOT NULL, 
	updated BIGINT NOT NULL, 
	source TEXT, 
	seq BIGINT NOT NULL, given INTEGER NOT NULL DEFAULT 0, archived BIGINT, withdrawn BIGINT, removed BIGINT, replaced_by TEXT CONSTRAINT fk_report_replaced_by REFERENCES report (id), parent_report TEXT CONSTRAINT fk_report_parent_report REFERENCES report (id), parent_version INTEGER, stars INTEGER NOT NULL DEFAULT 0, views INTEGER NOT NULL DEFAULT 0, counted BIGINT, 
	CONSTRAINT pk_report PRIMARY KEY (id)
);
INSERT INTO "report" VALUES('rr6gcfftsjq','Four peaks – größer','','user:ada','everyone',2,1795799583349082,1795799584349082,'work/peaks.ipynb',1,2,NULL,NULL,NULL,NULL,NULL,NULL,0,0,NULL);
INSERT INTO "report" VALUES('rpwdjwf35df','Notes on the invoice export','','user:ben','everyone',1,1795799583349082,1795799585349082,NULL,2,1,NULL,NULL,NULL,NULL,NULL,NULL,1,1,1795799583349082);
CREATE TABLE report_audience (
	report_id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	principal TEXT NOT NULL, 
	CONSTRAINT pk_report_audience PRIMARY KEY (report_id, position), 
	CONSTRAINT fk_report_audience_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)
 WITHOUT ROWID

;
CREATE TABLE report_author (
	name TEXT NOT NULL, 
	updated BIGINT NOT NULL, 
	report_id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_report_author PRIMARY KEY (name, updated, report_id), 
	CONSTRAINT fk_report_author_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)
 WITHOUT ROWID

;
INSERT INTO "report_author" VALUES('ada',1795799584349082,'rr6gcfftsjq',0);
INSERT INTO "report_author" VALUES('ben',1795799585349082,'rpwdjwf35df',0);
CREATE TABLE report_finder (
	principal TEXT NOT NULL, 
	updated BIGINT NOT NULL, 
	report_id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_report_finder PRIMARY KEY (principal, updated, report_id), 
	CONSTRAINT fk_report_finder_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)
 WITHOUT ROWID

;
INSERT INTO "report_finder" VALUES('everyone',1795799584349082,'rr6gcfftsjq',0);
INSERT INTO "report_finder" VALUES('everyone',1795799585349082,'rpwdjwf35df',0);
INSERT INTO "report_finder" VALUES('user:ada',1795799584349082,'rr6gcfftsjq',1);
INSERT INTO "report_finder" VALUES('user:ben',1795799585349082,'rpwdjwf35df',1);
CREATE TABLE report_tag (
	tag TEXT NOT NULL, 
	updated BIGINT NOT NULL, 
	report_id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_report_tag PRIMARY KEY (tag, updated, report_id), 
	CONSTRAINT fk_report_tag_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)
 WITHOUT ROWID

;
INSERT INTO "report_tag" VALUES('fitting',1795799584349082,'rr6gcfftsjq',0);
CREATE TABLE saved_search (
	id TEXT NOT NULL, 
	person TEXT NOT NULL, 
	name TEXT NOT NULL, 
	words TEXT NOT NULL, 
	filters TEXT NOT NULL, 
	sort TEXT, 
	created BIGINT NOT NULL, 
	CONSTRAINT pk_saved_search PRIMARY KEY (id), 
	CONSTRAINT uq_saved_search_person UNIQUE (person, name)
);
INSERT INTO "saved_search" VALUES('s2h3bxpxt6d','cleo','Peaks','peaks','{"authors":[],"tags":["fitting"],"packages":[],"languages":[],"after":null,"before":null,"states":[]}','newest',1795799583349082);
CREATE TABLE star (
	person TEXT NOT NULL, 
	report_id TEXT NOT NULL, 
	since BIGINT NOT NULL, 
	CONSTRAINT pk_star PRIMARY KEY (person, report_id), 
	CONSTRAINT fk_star_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)
 WITHOUT ROWID

;
INSERT INTO "star" VALUES('cleo','rpwdjwf35df',1795799583349082);
CREATE TABLE tally (
	tag TEXT NOT NULL, 
	reports BIGINT NOT NULL, 
	CONSTRAINT pk_tally PRIMARY KEY (tag)
);
INSERT INTO "tally" VALUES('',2);
INSERT INTO "tally" VALUES('fitting',1);
CREATE TABLE "version" (
	report_id TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	published BIGINT NOT NULL, 
	publisher TEXT NOT NULL, 
	cells INTEGER NOT NULL, 
	language TEXT NOT NULL, 
	fingerprint TEXT NOT NULL, 
	source TEXT, 
	notebook INTEGER, 
	page INTEGER, 
	thumbnail INTEGER, 
	summary TEXT, 
	message TEXT DEFAULT '' NOT NULL, 
	tags TEXT, 
	ran TEXT, 
	environment TEXT, 
	waivers TEXT, 
	choices TEXT, 
	restores INTEGER, 
	erased BIGINT, kernel TEXT NOT NULL DEFAULT '', 
	CONSTRAINT pk_version PRIMARY KEY (report_id, number), 
	CONSTRAINT fk_version_notebook FOREIGN KEY(notebook) REFERENCES blob (id), 
	CONSTRAINT fk_version_report_id FOREIGN KEY(report_id) REFERENCES report (id), 
	CONSTRAINT fk_version_page FOREIGN KEY(page) REFERENCES blob (id), 
	FOREIGN KEY(thumbnail) REFERENCES blob (id)
);
INSERT INTO "version" VALUES('rr6gcfftsjq',1,'Three peaks',1795799583349082,'ada',1,'python','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','work/peaks.ipynb',1,2,NULL,'Few data.','','["spectroscopy"]',NULL,NULL,NULL,'{"run":false,"cover":{"kind":"best","cell":0,"output":0},"files":[],"left_out":[],"environment":null,"masked":[]}',NULL,NULL,'');
INSERT INTO "version" VALUES('rr6gcfftsjq',2,'Four peaks – größer',1795799584349082,'ada',2,'python','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','work/peaks.ipynb',3,2,4,'','A fourth peak.','["fitting"]','{"kernel":"Python 3 (ipykernel)","cells":1,"seconds":1.5}',NULL,NULL,'{"run":false,"cover":{"kind":"best","cell":0,"output":0},"files":[],"left_out":[],"environment":null,"masked":[]}',NULL,NULL,'Python 3 (ipykernel)');
INSERT INTO "version" VALUES('rpwdjwf35df',1,'Notes on the invoice export',1795799585349082,'ben',1,'','cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc',NULL,7,2,NULL,'','','[]',NULL,NULL,NULL,'{"run":false,"cover":{"kind":"best","cell":0,"output":0},"files":[],"left_out":[],"environment":null,"masked":[]}',NULL,NULL,'');
CREATE TABLE version_text (
	report_id TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	passages BLOB NOT NULL, 
	CONSTRAINT pk_version_text PRIMARY KEY (report_id, number), 
	CONSTRAINT fk_version_text_version FOREIGN KEY(report_id, number) REFERENCES version (report_id, number)
);
INSERT INTO "version_text" VALUES('rr6gcfftsjq',1,X'785E8BAE564A4ECDC951B232D451CACECC4B51B2524ACE4F4955D251CA484D4CC9CC4B070A003925A9152540565A66497C7A6269717166625EB186B1A6526D2C0097AD1494');
INSERT INTO "version_text" VALUES('rr6gcfftsjq',2,X'785E8BAE564A4ECDC951B232D451CACECC4B51B2522A49AD2851D251CA484D4CC9CC4B070AB8E597162914A42666170385C1B22862B5B100FE1A166A');
INSERT INTO "version_text" VALUES('rpwdjwf35df',1,X'785E8BAE564A4ECDC951B232D451CACECC4B51B2522A49AD2851D251CA484D4CC9CC4B070A003960312B25BFFC92D46285FC3C85928C5485CCBCB2FCCCE45485D48A82FCA212A5DA580097A61900');
CREATE TABLE view_day (
	day INTEGER NOT NULL, 
	report_id TEXT NOT NULL, 
	reader TEXT NOT NULL, 
	CONSTRAINT pk_view_day PRIMARY KEY (day, report_id, reader), 
	CONSTRAINT fk_view_day_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)
 WITHOUT ROWID

;
INSERT INTO "view_day" VALUES(20784,'rpwdjwf35df','cleo');
CREATE INDEX ix_blob_unclaimed ON blob (unclaimed) WHERE unclaimed IS NOT NULL;
CREATE INDEX ix_blob_part_part ON blob_part (part);
CREATE INDEX ix_report_seq ON report (seq);
CREATE INDEX ix_report_author_report_id ON report_author (report_id, name);
CREATE INDEX ix_report_tag_report_id ON report_tag (report_id, tag);
CREATE INDEX ix_report_finder_report_id ON report_finder (report_id, principal);
CREATE INDEX ix_idempotency_created ON idempotency (created);
CREATE INDEX ix_report_parent_report ON report (parent_report);
CREATE INDEX ix_report_withdrawn ON report (withdrawn) WHERE withdrawn IS NOT NULL;
CREATE INDEX ix_version_thumbnail ON version (thumbnail);
CREATE INDEX ix_version_notebook ON version (notebook);
CREATE INDEX ix_version_page ON version (page);
CREATE INDEX ix_attachment_blob ON attachment (blob);
CREATE INDEX ix_report_counted ON report (counted) WHERE counted IS NOT NULL;
CREATE INDEX ix_star_report_id ON star (report_id);
CREATE INDEX ix_view_day_report_id ON view_day (report_id, day);
CREATE INDEX ix_audit_at ON audit (at);
CREATE INDEX ix_audit_report_id ON audit (report_id);
CREATE INDEX ix_report_owner ON report (owner, updated, id);
CREATE INDEX ix_loose_part_since ON loose_part (since);
COMMIT;
